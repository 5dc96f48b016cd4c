-- What each producer's records are numbered with, and what is missing (docs/adr/0017). Nothing of a tenant is in here.

create table producer_streams (
  producer    text        not null,
  stream      uuid        not null,
  -- Every number below is here, is missing (sequence_gaps) or was so once.
  next_number bigint      not null check (next_number >= 0),
  begun_at    timestamptz not null default now(),
  primary key (producer, stream)
) with (fillfactor = 50);
grant select, insert on producer_streams to ${app_role};
grant update (next_number) on producer_streams to ${app_role};

-- 'gap': numbers that have not come, closed when they have. 'reused': numbers that came again for another event, closed
-- when the producer has begun another stream. Rows are closed and never removed.
create table sequence_gaps (
  id           bigint        generated always as identity primary key,
  producer     text          not null,
  stream       uuid          not null,
  kind         text          not null check (kind in ('gap', 'reused')),
  first_number bigint        not null,
  last_number  bigint        not null check (last_number >= first_number),
  -- Of a gap: what is still missing. Of reused numbers: those that came again.
  numbers      int8multirange not null,
  opened_at    timestamptz   not null default now(),
  closed_at    timestamptz
);
create index sequence_gaps_open on sequence_gaps (producer, stream) where closed_at is null;
grant select, insert on sequence_gaps to ${app_role};
grant update (last_number, numbers, closed_at) on sequence_gaps to ${app_role};

create function gaps_stay() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.closed_at is null and (old.kind = 'reused' or new.numbers <@ old.numbers) then
    return new;
  end if;
  raise exception 'a finding stays' using errcode = 'integrity_constraint_violation';
end
$$;
create trigger gaps_stay before update or delete on sequence_gaps for each row execute function gaps_stay();

-- Where events that come again have been all along: the receipt is given again. The system reads no entry; this tells it
-- places and nothing else.
create policy places_of_events on entries for select to current_user using (true);
create function leaves_of(ids uuid[]) returns table (event_id uuid, leaf_index bigint)
  language sql stable security definer set search_path from current as $$
  select e.event_id, e.leaf_index from entries e where e.event_id = any(ids)
$$;
revoke execute on function leaves_of(uuid[]) from public;
grant execute on function leaves_of(uuid[]) to ${app_role};
