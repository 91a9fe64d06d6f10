#!/bin/bash
# Run once, by the first start of the database: the pipeline's role owns the database and is no superuser.
# It may make roles (that have no more rights than itself), since it makes the one Grafana reads with.
set -euo pipefail
psql --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set password="$POSTGRES_PASSWORD" <<'SQL'
CREATE ROLE sentinel LOGIN CREATEROLE PASSWORD :'password';
ALTER DATABASE sentinel OWNER TO sentinel;
-- The superuser is reached over the server's own socket only, from within its container.
ALTER ROLE postgres PASSWORD NULL;
SQL
