variable "region" {
  description = "AWS region of the build and of the image."
  type        = string
}

variable "subnet_id" {
  description = "Public subnet of the build machine, which reaches the package mirrors from there."
  type        = string

  validation {
    condition     = can(regex("^subnet-[0-9a-f]+$", var.subnet_id))
    error_message = "The subnet_id must be the id of a subnet, such as subnet-0123456789abcdef0."
  }
}

variable "architecture" {
  description = "Processor of the nodes: arm64 (Graviton) or x86_64."
  type        = string
  default     = "arm64"

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "The architecture must be arm64 or x86_64, as AWS names them."
  }
}

variable "name" {
  description = "Beginning of the image's name; images of one name are the generations of one another."
  type        = string
  default     = "holdfast-node"
}

variable "hash" {
  description = "What the image is made from, as a hash. Becomes its tag holdfast:hash."
  type        = string
  default     = "unknown"
}

variable "release" {
  description = "Release of Amazon Linux 2023. A whole one, such as 2023.9.20251110.1, pins the version of every package."
  type        = string
  default     = "2023.*"

  validation {
    condition     = can(regex("^2023\\.[0-9.]*\\*?$", var.release))
    error_message = "The release must be one of Amazon Linux 2023, such as 2023.9.20251110.1, or a pattern of it such as 2023.*."
  }
}

variable "kernel" {
  description = "Kernel of Amazon Linux 2023, such as 6.12. A release has an AMI for each of several kernels."
  type        = string
  default     = "6.12"

  validation {
    condition     = can(regex("^[0-9]+\\.[0-9]+$", var.kernel))
    error_message = "The kernel must be one of Amazon Linux 2023, such as 6.12."
  }
}

variable "versions" {
  description = "Versions of packages that must be installed, by package. /opt/holdfast/versions of an image has them."
  type        = map(string)
  default     = {}
}

variable "tags" {
  description = "Tags of the image and its snapshots, beside its own."
  type        = map(string)
  default     = {}
}

variable "output" {
  description = "Folder that gets manifest.json, with the image's id, and versions."
  type        = string
  default     = "."
}

variable "root_port" {
  description = "Source root only: port on this machine where the SSH server of the root file system listens."
  type        = number
  default     = 2222
}

variable "root_key" {
  description = "Source root only: file with the private key for it."
  type        = string
  default     = ""
}
