output "site_url" {
  description = "The value of the server's SITE_URL."
  value       = "https://${var.site_domain}"
}
