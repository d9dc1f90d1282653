// Writes the Python SDK of a Pulumi package, as the language host of Python does for `pulumi package add`.
package main

import (
	"encoding/json"
	"flag"
	"log"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func main() {
	flag.Parse()
	if flag.NArg() != 2 {
		log.Fatal("usage: pulumi-python-sdk <schema file> <folder>")
	}
	text, err := os.ReadFile(flag.Arg(0))
	exitOn(err)
	var spec schema.PackageSpec
	exitOn(json.Unmarshal(text, &spec))
	pkg, err := schema.ImportSpec(spec, nil, schema.NewNullLoader(), schema.ValidationOptions{})
	exitOn(err)
	files, err := python.GeneratePackage("holdfast", pkg, nil, nil)
	exitOn(err)
	for name, content := range files {
		file := filepath.Join(flag.Arg(1), name)
		exitOn(os.MkdirAll(filepath.Dir(file), 0o755))
		exitOn(os.WriteFile(file, content, 0o644))
	}
}

func exitOn(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
