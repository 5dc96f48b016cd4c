-- The seal switch, read under the lock that whoever moves it takes exclusively (Locks has the same number). In a function
-- and not in one statement with the lock: such a statement would see what was true before it had to wait.
create function seal_under_lock(whose uuid) returns table (sealed boolean, since timestamptz) language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended(whose::text, 7305));
  return query select s.sealed, s.since from seals s where s.tenant_id = whose;
end $$;

-- Why a rotation does not move, for whoever looks at it.
alter table rotations add column waits_for text;
grant update (waits_for) on rotations to ${app_role};
