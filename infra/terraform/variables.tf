variable "name" {
  description = "Goes before the names of what is made."
  type        = string
  default     = "dowser"
}

variable "buckets" {
  description = "Names of the buckets that are scanned. They exist already, in this account and region."
  type        = set(string)
  validation {
    condition     = length(var.buckets) > 0
    error_message = "Name at least one bucket."
  }
}

variable "replace_notifications" {
  description = "true: the buckets announce their objects to the queue. This REPLACES every notification that a bucket has already; with false, add the queue to them yourself (s3:ObjectCreated:*, s3:ObjectRemoved:*, s3:ObjectTagging:*, s3:ObjectRestore:Completed, s3:LifecycleExpiration:*)."
  type        = bool
}

variable "inventory_schedule" {
  description = "How often S3 lists the buckets: Daily or Weekly."
  type        = string
  default     = "Daily"
  validation {
    condition     = contains(["Daily", "Weekly"], var.inventory_schedule)
    error_message = "Daily or Weekly."
  }
}

variable "inventory_versions" {
  description = "All (with DOWSER_VERSIONS=all) or Current."
  type        = string
  default     = "Current"
  validation {
    condition     = contains(["All", "Current"], var.inventory_versions)
    error_message = "All or Current."
  }
}

variable "inventory_days" {
  description = "Days after which an inventory report is deleted."
  type        = number
  default     = 14
}

variable "log_locations" {
  description = "Where CloudTrail and S3's server access logs are written already: they are read, and announced in a queue of their own. prefix ends with /, or is empty."
  type        = list(object({ bucket = string, prefix = string }))
  default     = []
}

variable "kms_key_arns" {
  description = "Keys that objects, inventories or logs are encrypted with (SSE-KMS): Dowser may decrypt through S3 with them."
  type        = set(string)
  default     = []
}

variable "oidc_provider_arn" {
  description = "The OpenID Connect provider of the EKS cluster that the services run on."
  type        = string
}

variable "oidc_issuer" {
  description = "Its issuer without https://."
  type        = string
}

variable "kubernetes_namespace" {
  description = "Where the Helm chart is installed."
  type        = string
}

variable "helm_release" {
  description = "The name of its release: the service accounts are RELEASE-ingest and RELEASE-matcher."
  type        = string
  default     = "dowser"
}
