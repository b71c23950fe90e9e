# The images on CloudFront's own address; the site stays where it is.
terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.25"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}

module "widthwise" {
  # In a folder of your own: the module of a release (terraform/README.md), or of a clone.
  source = "../.."

  alert_email = "you@example.com"
}

output "environment_file" {
  value = module.widthwise.environment_file
}

output "server_user" {
  value = module.widthwise.server_user
}

output "logs" {
  value = module.widthwise.logs
}
