{{- define "dowser.labels" -}}
app.kubernetes.io/name: dowser
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* What selects the pods of one service: (dict "root" $ "service" "sink"). */}}
{{- define "dowser.selector" -}}
app.kubernetes.io/name: dowser
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .service }}
{{- end }}

{{/* The environment of one service: its own keys before the common ones, empty ones left out, and the secrets that it needs. */}}
{{- define "dowser.env" -}}
{{- $env := merge (dict) (index .root.Values .service).env .root.Values.env }}
{{- range $name, $value := $env }}
{{- if ne (toString $value) "" }}
- name: {{ $name }}
  value: {{ toString $value | quote }}
{{- end }}
{{- end }}
{{- if not .root.Values.env.DOWSER_BUS_URL }}
{{ include "dowser.secret" (dict "root" .root "key" "DOWSER_BUS_URL" "optional" false) }}
{{- end }}
{{- if eq .service "matcher" }}
{{ include "dowser.secret" (dict "root" .root "key" "DOWSER_FINGERPRINT_KEY" "optional" false) }}
{{- else }}
{{ include "dowser.secret" (dict "root" .root "key" "DOWSER_CLICKHOUSE_PASSWORD" "optional" true) }}
{{- end }}
{{- if .root.Values.config }}
- name: DOWSER_CONFIG
  value: /etc/dowser/config.yaml
{{- end }}
{{- end }}

{{- define "dowser.secret" -}}
- name: {{ .key }}
  valueFrom:
    secretKeyRef: { name: {{ .root.Values.existingSecret }}, key: {{ .key }}, optional: {{ .optional }} }
{{- end }}
