#!/bin/bash
# Makes the role `grafana`, which may read and nothing else, or gives it a new password. Run as the pipeline's role.
set -euo pipefail
if [[ -z ${READER_PASSWORD:-} ]]; then
  echo 'reader: GRAFANA_PASSWORD is not set. Set it in .env.local and start with docker/compose' >&2
  exit 4
fi
psql --quiet --set ON_ERROR_STOP=1 --set password="$READER_PASSWORD" --file "${BASH_SOURCE[0]%/*}/role.sql"
echo 'reader: the role grafana may read all tables'
