variable "zone_id" {
  description = "The ID of your domain's Cloudflare zone, from the zone's overview page."
  type        = string

  validation {
    condition     = can(regex("^[0-9a-f]{32}$", var.zone_id))
    error_message = "zone_id must be 32 hexadecimal digits."
  }
}

variable "site_domain" {
  description = "The site's domain, such as photos.example.com."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.site_domain))
    error_message = "site_domain must be a lower-case host name such as photos.example.com, without https:// or slashes."
  }
}

variable "server_address" {
  description = "The IPv4 address of the server that the site runs on."
  type        = string

  validation {
    condition     = can(cidrnetmask("${var.server_address}/32"))
    error_message = "server_address must be an IPv4 address such as 203.0.113.7."
  }
}

variable "requests_per_10_seconds" {
  description = "Requests to upload_paths that one IP address may make in ten seconds."
  type        = number
  default     = 100

  validation {
    condition     = var.requests_per_10_seconds >= 10 && floor(var.requests_per_10_seconds) == var.requests_per_10_seconds
    error_message = "requests_per_10_seconds must be a whole number of at least 10."
  }
}

variable "upload_paths" {
  description = "Prefixes of the paths for uploads and sign-ins, which are rate-limited."
  type        = list(string)
  default     = ["/api/photos", "/api/uploads", "/sign-in"]

  validation {
    condition     = length(var.upload_paths) > 0 && alltrue([for path in var.upload_paths : can(regex("^/[a-zA-Z0-9/_-]+$", path))])
    error_message = "upload_paths must be one or more paths such as /api/photos."
  }
}

variable "image_domain" {
  description = "The images' own domain, as passed to the AWS module; null: none."
  type        = string
  default     = null
}

variable "cdn_domain" {
  description = "The AWS module's output cdn_domain; required with image_domain."
  type        = string
  default     = null

  validation {
    condition     = var.image_domain == null || var.cdn_domain != null
    error_message = "image_domain requires cdn_domain."
  }
}

variable "certificate_records" {
  description = "The AWS module's output certificate_records; required with image_domain."
  type        = list(object({ name = string, type = string, value = string }))
  default     = []
}
