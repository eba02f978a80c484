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

{{/* Every key of the environment of one service, its own before the common ones; those that are empty are left out. */}}
{{- define "dowser.env" -}}
{{- $env := merge (dict) (index .root.Values .service).env .root.Values.env }}
{{- range $name, $value := $env }}
{{- if ne (toString $value) "" }}
- name: {{ $name }}
  value: {{ toString $value | quote }}
{{- end }}
{{- end }}
{{- if .root.Values.config }}
- name: DOWSER_CONFIG
  value: /etc/dowser/config.yaml
{{- end }}
{{- end }}
