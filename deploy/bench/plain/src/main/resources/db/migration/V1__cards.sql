create table cards (
  id             uuid        primary key,
  tenant_id      uuid        not null,
  revision       bigint      not null,
  family_name    text,
  given_name     text,
  full_name      text,
  family_reading text,
  given_reading  text,
  full_reading   text,
  company        text,
  department     text,
  title          text,
  address        text,
  url            text,
  note           text,
  created_by     text        not null,
  created_at     timestamptz not null
);
create index cards_newest_first on cards (tenant_id, created_at desc, id desc);

create table contact_points (
  id       uuid     primary key,
  card_id  uuid     not null references cards on delete cascade,
  kind     text     not null,
  position smallint not null,
  text     text     not null,
  types    text[]   not null
);
create index contact_points_of_card on contact_points (card_id);
-- So that cards are found by phone and e-mail, as ours are.
create index contact_points_by_text on contact_points (kind, text);
