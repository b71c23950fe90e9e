locals {
  has_image_domain = var.image_domain != null
  automatic_ttl    = 1
  is_upload        = join(" or ", [for path in var.upload_paths : "starts_with(http.request.uri.path, \"${path}\")"])
}

resource "cloudflare_dns_record" "site" {
  zone_id = var.zone_id
  name    = var.site_domain
  type    = "A"
  content = var.server_address
  ttl     = local.automatic_ttl
  proxied = true
}

# Never proxied: Cloudflare ignores `Vary: Accept` and would serve one visitor's format to the next.
resource "cloudflare_dns_record" "images" {
  count = local.has_image_domain ? 1 : 0

  zone_id = var.zone_id
  name    = var.image_domain
  type    = "CNAME"
  content = var.cdn_domain
  ttl     = local.automatic_ttl
  proxied = false
}

resource "cloudflare_dns_record" "certificate" {
  count = local.has_image_domain ? 1 : 0

  zone_id = var.zone_id
  name    = trimsuffix(var.certificate_records[0].name, ".")
  type    = var.certificate_records[0].type
  content = trimsuffix(var.certificate_records[0].value, ".")
  ttl     = local.automatic_ttl
  proxied = false
}

# The server also negotiates the format of its own images.
resource "cloudflare_ruleset" "cache" {
  zone_id = var.zone_id
  name    = "Images bypass the cache"
  kind    = "zone"
  phase   = "http_request_cache_settings"

  rules = [
    {
      description = "Cloudflare ignores Vary: Accept"
      expression  = "http.host eq \"${var.site_domain}\" and starts_with(http.request.uri.path, \"/media/\")"
      action      = "set_cache_settings"

      action_parameters = {
        cache = false
      }
    },
  ]
}

# Every Cloudflare plan allows rules on the path alone, with a period of ten seconds.
resource "cloudflare_ruleset" "rate_limit" {
  zone_id = var.zone_id
  name    = "Uploads and sign-ins"
  kind    = "zone"
  phase   = "http_ratelimit"

  rules = [
    {
      description = "Against full disks and guessed tokens"
      expression  = local.is_upload
      action      = "block"

      ratelimit = {
        characteristics     = ["cf.colo.id", "ip.src"]
        period              = 10
        requests_per_period = var.requests_per_10_seconds
        mitigation_timeout  = 10
      }
    },
  ]
}
