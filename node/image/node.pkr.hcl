# The image of a proxy node: all that user data would install, so that a node claims its address
# seconds after it boots. What only a stack knows (haproxy.cfg, node.env) still comes with user data.
#
# Two sources, one set of provisioners:
#   amazon-ebs.node   the image
#   null.root         a root file system on this machine, by the SSH server in it; needs no AWS

packer {
  required_version = ">= 1.9.4"

  required_plugins {
    amazon = {
      source  = "github.com/hashicorp/amazon"
      version = ">= 1.2.9"
    }
  }
}

locals {
  build_types = { arm64 = "t4g.small", x86_64 = "t3.small" }
  tags        = merge(var.tags, { Name = var.name, "holdfast:image" = var.name, "holdfast:hash" = var.hash })
}

source "amazon-ebs" "node" {
  region          = var.region
  instance_type   = local.build_types[var.architecture]
  subnet_id       = var.subnet_id
  ami_name        = "${var.name}-${formatdate("YYYYMMDD-hhmmss", timestamp())}"
  ami_description = "holdfast proxy node on Amazon Linux ${var.release}, kernel ${var.kernel}, ${var.architecture}"

  source_ami_filter {
    owners      = ["amazon"]
    most_recent = true

    filters = {
      name                = "al2023-ami-${var.release}-kernel-${var.kernel}-${var.architecture}"
      root-device-type    = "ebs"
      virtualization-type = "hvm"
    }
  }

  # The build machine is reached from here alone, by a key that lives as long as the build.
  associate_public_ip_address               = true
  temporary_security_group_source_public_ip = true
  temporary_key_pair_type                   = "ed25519"
  ssh_username                              = "ec2-user"

  imds_support = "v2.0"

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  launch_block_device_mappings {
    device_name           = "/dev/xvda"
    volume_type           = "gp3"
    volume_size           = 8
    encrypted             = true
    delete_on_termination = true
  }

  tags            = local.tags
  snapshot_tags   = local.tags
  run_tags        = merge(local.tags, { Name = "${var.name}-build" })
  run_volume_tags = merge(local.tags, { Name = "${var.name}-build" })
}

source "null" "root" {
  ssh_host             = "127.0.0.1"
  ssh_port             = var.root_port
  ssh_username         = "root"
  ssh_private_key_file = var.root_key

  # No server takes it: Packer wants some way to log in, also where only the other source is built.
  ssh_password = var.root_key == "" ? "none" : ""
}

build {
  name        = "node"
  description = "A proxy node: HAProxy, keepalived, the AWS command line, holdfast's programs and units."
  sources     = ["source.amazon-ebs.node", "source.null.root"]

  # Packages are not touched while the first boot is at it.
  provisioner "shell" {
    only   = ["amazon-ebs.node"]
    inline = ["cloud-init status --wait"]
  }

  provisioner "shell" {
    inline = ["rm -rf /tmp/holdfast && mkdir /tmp/holdfast"]
  }

  provisioner "file" {
    source      = "${path.root}/../instance"
    destination = "/tmp/holdfast"
  }

  provisioner "shell" {
    scripts = [
      "${path.root}/provision/install-packages",
      "${path.root}/provision/install-node",
      "${path.root}/provision/list-versions",
      "${path.root}/provision/clean-up",
    ]
    environment_vars = [
      "HOLDFAST_VERSIONS=${join(" ", [for name, version in var.versions : "${name}=${version}"])}",
    ]
    execute_command = "sudo env {{ .Vars }} bash '{{ .Path }}'"

    override = {
      root = { execute_command = "env {{ .Vars }} bash '{{ .Path }}'" }
    }
  }

  provisioner "file" {
    direction   = "download"
    source      = "/opt/holdfast/versions"
    destination = "${var.output}/versions"
  }

  # Last: no key opens the machine after it.
  provisioner "shell" {
    only            = ["amazon-ebs.node"]
    script          = "${path.root}/provision/forget-machine"
    execute_command = "sudo bash '{{ .Path }}'"
    skip_clean      = true
  }

  post-processor "manifest" {
    output = "${var.output}/manifest.json"

    custom_data = {
      hash         = var.hash
      architecture = var.architecture
    }
  }
}
