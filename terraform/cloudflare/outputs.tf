output "site_url" {
  description = "The server's SITE_URL."
  value       = "https://${var.site_domain}"
}
