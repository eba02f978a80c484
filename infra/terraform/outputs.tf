output "ingest_env" {
  description = "ingest.env of the Helm chart. DOWSER_CLOUDTRAIL_LOGS and DOWSER_ACCESS_LOGS say which of the logs is which."
  value = {
    DOWSER_QUEUE_URLS             = join(",", [for queue in aws_sqs_queue.this : queue.url])
    DOWSER_INVENTORY_DESTINATIONS = "s3://${aws_s3_bucket.inventory.bucket}/"
  }
}

output "ingest_role_arn" {
  description = "ingest.serviceAccountAnnotations, eks.amazonaws.com/role-arn."
  value       = aws_iam_role.this["ingest"].arn
}

output "matcher_role_arn" {
  description = "matcher.serviceAccountAnnotations, eks.amazonaws.com/role-arn."
  value       = aws_iam_role.this["matcher"].arn
}
