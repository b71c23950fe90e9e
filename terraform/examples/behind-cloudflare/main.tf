# The site behind Cloudflare, the images on a domain of their own.
# The Cloudflare provider reads its token from the environment variable CLOUDFLARE_API_TOKEN.
terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.25"
    }
    cloudflare = {
      source  = "cloudflare/cloudflare"
      version = "~> 5.14"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}

provider "cloudflare" {}

locals {
  image_domain = "images.example.com"
}

module "widthwise" {
  source = "../.."

  alert_email  = "you@example.com"
  image_domain = local.image_domain
}

module "cloudflare" {
  source = "../../cloudflare"

  zone_id             = "0123456789abcdef0123456789abcdef"
  site_domain         = "photos.example.com"
  server_address      = "203.0.113.7"
  image_domain        = local.image_domain
  cdn_domain          = module.widthwise.cdn_domain
  certificate_records = module.widthwise.certificate_records
}

output "environment_file" {
  value = "${module.widthwise.environment_file}SITE_URL=${module.cloudflare.site_url}\n"
}

output "server_user" {
  value = module.widthwise.server_user
}

output "logs" {
  value = module.widthwise.logs
}
