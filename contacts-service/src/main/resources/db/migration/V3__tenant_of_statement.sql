-- A statement may set the tenant itself (platform's Question). It is planned before that, and PostgreSQL evaluates a
-- stable function while planning: it saw no tenant, expected no rows, and walked a tenant's whole index of cards for one
-- of them (1,032 pages and 4.1 ms where 4 pages and 0.07 ms do it). As a subquery the setting is read when the plan runs.
do $$
declare
  name text;
begin
  foreach name in array array['cards', 'blind_indexes', 'purposes', 'processing_states', 'imports', 'import_rejects',
                              'erasures'] loop
    execute format(
      'alter policy tenant_isolation on %I'
      ' using (tenant_id = (select nullif(current_setting(''app.tenant'', true), '''')::uuid))'
      ' with check (tenant_id = (select nullif(current_setting(''app.tenant'', true), '''')::uuid))', name);
  end loop;
end $$;
