variable "name" {
  description = "The name, or the start of the name, of everything that this module creates. Change it for a second set in the same account."
  type        = string
  default     = "widthwise"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,19}$", var.name))
    error_message = "name must be 2 to 20 lower-case letters, digits or hyphens, starting with a letter."
  }
}

variable "alert_email" {
  description = "The e-mail address for alarms and budget warnings. AWS sends it a link to confirm."
  type        = string

  validation {
    condition     = can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", var.alert_email))
    error_message = "alert_email must be an e-mail address."
  }
}

variable "monthly_budget_usd" {
  description = "Monthly budget of the whole AWS account, in US dollars: e-mails warn of it, nothing is switched off."
  type        = number
  default     = 10

  validation {
    condition     = var.monthly_budget_usd >= 1
    error_message = "monthly_budget_usd must be at least 1."
  }
}

variable "width_buckets" {
  description = "The widths of variants in pixels, ascending; must be those that `npm run build:edge` built into the functions."
  type        = list(number)
  default     = [288, 480, 608, 736, 960, 1088, 1216, 1344, 1504, 2048, 2560]

  validation {
    condition     = length(var.width_buckets) > 0 && alltrue([for width in var.width_buckets : width >= 1 && width <= 10000 && floor(width) == width])
    error_message = "width_buckets must be one or more whole numbers from 1 to 10000."
  }

  validation {
    condition     = alltrue([for index, width in var.width_buckets : index == 0 || width > var.width_buckets[max(index - 1, 0)]])
    error_message = "width_buckets must ascend."
  }
}

variable "compute" {
  description = "Where missing variants are cut: regional (a Lambda in the bucket's region, asked for what the bucket lacks) or edge (Lambda@Edge, for every miss)."
  type        = string
  default     = "regional"

  validation {
    condition     = contains(["regional", "edge"], var.compute)
    error_message = "compute must be regional or edge."
  }
}

variable "reserved_concurrency" {
  description = "How many variants the regional function cuts at once, which limits what it can cost; null: the account's limit, for accounts in which that is 10."
  type        = number
  default     = 20

  validation {
    condition     = var.reserved_concurrency == null ? true : var.reserved_concurrency >= 0 && floor(var.reserved_concurrency) == var.reserved_concurrency
    error_message = "reserved_concurrency must be a whole number of at least 0 (0: nothing is cut), or null."
  }
}

variable "enabled" {
  description = "Whether CloudFront answers. false switches all images off, and loses nothing."
  type        = bool
  default     = true
}

variable "rate_limit" {
  description = "Requests that one address may make in five minutes, enforced by a web ACL; null: no limit and no web ACL."
  type        = number
  default     = null

  validation {
    condition     = var.rate_limit == null ? true : var.rate_limit >= 10 && var.rate_limit <= 2000000000 && floor(var.rate_limit) == var.rate_limit
    error_message = "rate_limit must be a whole number from 10 to 2000000000, or null."
  }
}

variable "web_acl_id" {
  description = "The ARN of a web ACL of your own (AWS WAF, scope CLOUDFRONT) for the distribution; null: none, or that of rate_limit."
  type        = string
  default     = null

  validation {
    condition     = var.web_acl_id == null || can(regex("^arn:aws:wafv2:us-east-1:[0-9]+:global/webacl/", var.web_acl_id))
    error_message = "web_acl_id must be an ARN such as arn:aws:wafv2:us-east-1:123456789012:global/webacl/name/id."
  }
}

variable "flat_rate" {
  description = "Whether the distribution meets the conditions of CloudFront's flat-rate plans: a cache policy of CloudFront's own, no Lambda@Edge, a web ACL. The plan itself is chosen in AWS's console."
  type        = bool
  default     = false
}

variable "alarm_requests" {
  description = "Requests for images in five minutes above which an alarm fires."
  type        = number
  default     = 20000

  validation {
    condition     = var.alarm_requests >= 1
    error_message = "alarm_requests must be at least 1."
  }
}

variable "alarm_invocations" {
  description = "Runs of one Lambda in five minutes above which an alarm fires."
  type        = number
  default     = 2000

  validation {
    condition     = var.alarm_invocations >= 1
    error_message = "alarm_invocations must be at least 1."
  }
}

variable "origin_shield" {
  description = "Whether all misses pass one cache in the bucket's region, or in the next region that has one: fewer reads of the bucket, and one cut for visitors everywhere."
  type        = bool
  default     = true
}

variable "cors_origin" {
  description = "The site whose scripts may read images, such as https://photos.example.com, or * for all; null: images can be shown everywhere, but not read by scripts."
  type        = string
  default     = null

  validation {
    condition     = var.cors_origin == null || can(regex("^(\\*|https?://[a-z0-9.-]+(:[0-9]+)?)$", var.cors_origin))
    error_message = "cors_origin must be * or an origin such as https://photos.example.com."
  }
}

variable "media_bucket" {
  description = "The name of the media bucket; null: <name>-media-<account>. An existing bucket must be imported."
  type        = string
  default     = null
}

variable "public_bucket" {
  description = "The name of the public bucket; null: <name>-public-<account>. An existing bucket must be imported."
  type        = string
  default     = null
}

variable "destroy_photos" {
  description = "Whether terraform destroy also deletes all photos, with all of their versions. It takes effect with the next apply."
  type        = bool
  default     = false
}

variable "tags" {
  description = "Tags for everything that can have them."
  type        = map(string)
  default     = {}
}

variable "edge_log_regions" {
  description = "Regions in which the logs of Lambda@Edge expire; only with compute = edge, and only regions that the account has enabled."
  type        = list(string)
  default = [
    "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2",
    "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1",
    "us-east-1", "us-east-2", "us-west-1", "us-west-2",
  ]
}

variable "prefix" {
  description = "A folder for all keys in both buckets, without leading or trailing slashes; empty: none."
  type        = string
  default     = ""

  validation {
    condition     = var.prefix == "" || can(regex("^[a-zA-Z0-9_-][a-zA-Z0-9._-]*(/[a-zA-Z0-9_-][a-zA-Z0-9._-]*)*$", var.prefix))
    error_message = "prefix must be segments of letters, digits, dots, hyphens and underscores, joined by slashes, such as photos or archive/2026."
  }
}

variable "max_file_bytes" {
  description = "The size of the largest original that is published, in bytes."
  type        = number
  default     = 200000000

  validation {
    condition     = var.max_file_bytes >= 1 && var.max_file_bytes <= 4000000000 && floor(var.max_file_bytes) == var.max_file_bytes
    error_message = "max_file_bytes must be a whole number from 1 to 4000000000."
  }
}

variable "max_pixels" {
  description = "The size of the largest picture that is decoded, in pixels (width x height)."
  type        = number
  default     = 110000000

  validation {
    condition     = var.max_pixels >= 1 && var.max_pixels <= 1000000000 && floor(var.max_pixels) == var.max_pixels
    error_message = "max_pixels must be a whole number from 1 to 1000000000."
  }
}

variable "master_edge" {
  description = "The long edge of masters in pixels, 2560 to 3840. With more than 2560, add wider widths to width_buckets: 3072 and this one."
  type        = number
  default     = 2560

  validation {
    condition     = var.master_edge >= 2560 && var.master_edge <= 3840 && floor(var.master_edge) == var.master_edge
    error_message = "master_edge must be a whole number from 2560 to 3840."
  }
}

variable "keep_copyright" {
  description = "Whether public photos keep the copyright notice and the artist's name."
  type        = bool
  default     = false
}

variable "image_domain" {
  description = "A domain of your own for the images, such as images.example.com; null: CloudFront's own address. Not the site's domain: everything outside /media/ answers 404 here."
  type        = string
  default     = null

  validation {
    condition     = var.image_domain == null || can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.image_domain))
    error_message = "image_domain must be a lower-case host name such as images.example.com, without https:// or slashes."
  }
}

variable "route53_zone_id" {
  description = "The Route 53 zone of image_domain, in which its records are created; null: you create them elsewhere, see the outputs certificate_records and cdn_domain."
  type        = string
  default     = null

  validation {
    condition     = var.route53_zone_id == null || var.image_domain != null
    error_message = "route53_zone_id requires image_domain."
  }
}

variable "price_class" {
  description = "The regions from which CloudFront answers: PriceClass_100 (North America and Europe), PriceClass_200, PriceClass_All."
  type        = string
  default     = "PriceClass_100"

  validation {
    condition     = contains(["PriceClass_100", "PriceClass_200", "PriceClass_All"], var.price_class)
    error_message = "price_class must be PriceClass_100, PriceClass_200 or PriceClass_All."
  }
}

variable "log_days" {
  description = "Days for which logs are retained."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365], var.log_days)
    error_message = "log_days must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365."
  }
}

variable "deleted_original_days" {
  description = "Days for which a deleted or overwritten original can be restored."
  type        = number
  default     = 30

  validation {
    condition     = var.deleted_original_days >= 1 && floor(var.deleted_original_days) == var.deleted_original_days
    error_message = "deleted_original_days must be a whole number of at least 1."
  }
}

variable "origin_request_memory_mb" {
  description = "Memory of the function that cuts variants, in MB; its speed grows with its memory, and 1769 MB is one full vCPU."
  type        = number
  default     = 1769

  validation {
    condition     = var.origin_request_memory_mb >= 512 && var.origin_request_memory_mb <= 10240
    error_message = "origin_request_memory_mb must be 512 to 10240."
  }
}

variable "validate_memory_mb" {
  description = "Memory of the function that publishes originals, in MB; 3008 is the maximum in a new AWS account."
  type        = number
  default     = 3008

  validation {
    condition     = var.validate_memory_mb >= 1024 && var.validate_memory_mb <= 10240
    error_message = "validate_memory_mb must be 1024 to 10240."
  }
}
