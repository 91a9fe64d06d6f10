-- Tables that are there, and those the pipeline will make.
SELECT 'CREATE ROLE grafana' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'grafana') \gexec
ALTER ROLE grafana LOGIN PASSWORD :'password' CONNECTION LIMIT 20;
ALTER ROLE grafana SET default_transaction_read_only = on;
ALTER ROLE grafana SET statement_timeout = '30s';
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO grafana;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO grafana;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO grafana;
SELECT format('GRANT USAGE ON SCHEMA %1$I TO grafana; GRANT SELECT ON ALL TABLES IN SCHEMA %1$I TO grafana', nspname)
  FROM pg_namespace WHERE nspname = 'sentinel_ledger' \gexec
