# The AWS side of Dowser on EKS: queues, notifications, inventories, and a role for each service that needs one.
#
#   terraform init && terraform apply -var 'buckets=["lake"]' -var replace_notifications=true -var oidc_provider_arn=… \
#     -var oidc_issuer=oidc.eks.eu-central-1.amazonaws.com/id/… -var kubernetes_namespace=dowser
#   terraform output ingest_env    # goes into the Helm chart's values

terraform {
  required_version = ">= 1.7"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.60, < 7.0"
    }
  }
}
