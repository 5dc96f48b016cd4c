-- consent-service. No personal data of a card: cards are known by their ids, links by hashes. What has been said is only
-- ever added to; the one table whose rows change is the queue of mails.

create table purposes (
  tenant_id      uuid        not null,
  code           text        not null,
  version        int         not null,
  fields         text[]      not null,
  valid_for_days int         not null,
  registered_by  text        not null,
  registered_at  timestamptz not null,
  primary key (tenant_id, code, version)
);

create table notices (
  tenant_id  uuid not null,
  purpose    text not null,
  version    int  not null,
  language   text not null,
  name       text not null,
  controller text not null,
  body       text not null,
  primary key (tenant_id, purpose, version, language),
  foreign key (tenant_id, purpose, version) references purposes
);

create table consent_requests (
  tenant_id       uuid        not null,
  id              uuid        not null,
  card            uuid        not null,
  purpose         text        not null,
  purpose_version int         not null,
  channel         text        not null,
  asked_by        text        not null,
  asked_at        timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, purpose, purpose_version) references purposes
);
create index consent_requests_of_card on consent_requests (tenant_id, card, asked_at, id);

-- The consent record. The state is what follows from the rows of one card and purpose in the order of their revisions.
create table consent_events (
  tenant_id   uuid        not null,
  card        uuid        not null,
  -- Counted per card, without gaps: two writers that saw the same state collide here.
  revision    bigint      not null,
  purpose     text        not null,
  request     uuid        not null,
  status      text        not null check (status in
                ('ConsentRequested', 'ConsentGiven', 'ConsentRefused', 'ConsentWithdrawn')),
  valid_until timestamptz check ((status = 'ConsentGiven') = (valid_until is not null)),
  -- In which language the person read the notice when answering: part of the evidence.
  language    text,
  at          timestamptz not null,
  primary key (tenant_id, card, revision),
  foreign key (tenant_id, request) references consent_requests
);

-- The queue of mails. due_at: a queued mail's turn, or the end of the lease of the worker that is at it.
create table deliveries (
  tenant_id    uuid        not null,
  tenant_alias text        not null,
  request      uuid        not null,
  state        text        not null check (state in ('queued', 'sending', 'sent', 'failed')),
  attempts     int         not null,
  due_at       timestamptz not null,
  fault        text,
  done_at      timestamptz check ((state in ('sent', 'failed')) = (done_at is not null)),
  primary key (tenant_id, request),
  foreign key (tenant_id, request) references consent_requests
);
create index deliveries_waiting on deliveries (due_at) where state in ('queued', 'sending');

-- The links in the mails. A request has several when a mail server took a mail without saying so.
create table links (
  token_hash   text        primary key check (token_hash ~ '^[0-9a-f]{64}$'),
  tenant_id    uuid        not null,
  tenant_alias text        not null,
  request      uuid        not null,
  made_at      timestamptz not null,
  expires_at   timestamptz not null,
  foreign key (tenant_id, request) references consent_requests
);
create index links_of_request on links (tenant_id, request);

do $$
declare
  one text;
begin
  foreach one in array array['purposes', 'notices', 'consent_requests', 'consent_events', 'deliveries', 'links'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format(
      'create policy tenant_isolation on %I'
      || ' using (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)'
      || ' with check (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', one);
  end loop;
end
$$;

-- The delivery worker looks for work in all tenants; each mail is then sent in its own tenant's transactions.
create policy delivery_worker_reads on deliveries for select
  using (current_setting('app.system', true) = 'on');
create policy delivery_worker_claims on deliveries for update
  using (current_setting('app.system', true) = 'on')
  with check (current_setting('app.system', true) = 'on');

-- Whoever comes with a link has no tenant yet: the one row of that very token says which.
create policy link_of_visitor on links for select
  using (current_setting('app.system', true) = 'on'
         and token_hash = current_setting('app.link', true));

grant select, insert on purposes, notices, consent_requests, consent_events, deliveries, links to ${app_role};
grant update (state, attempts, due_at, fault, done_at) on deliveries to ${app_role};
