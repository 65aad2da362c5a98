create table chat (
    id             varchar(64) primary key,
    group_id       varchar(64) not null,
    status         varchar(32) not null,
    start_millis   bigint      not null,
    end_millis     bigint,
    metadata       varchar,
    config_id      varchar,
    config_version integer,
    characters     bigint      not null default 0 -- of all its events, known when it has ended
);

create index chat_by_group on chat (group_id, start_millis);
create index chat_by_start on chat (start_millis, id);

create table chat_event (
    id               varchar(64) primary key,
    chat_id          varchar(64) not null references chat (id) on delete cascade,
    sequence         bigint      generated always as identity, -- a chat has one writer: the order of its events
    timestamp_millis bigint      not null,
    role             varchar(16) not null,
    type             varchar(40) not null,
    message_text     varchar,
    scores           varchar,
    metadata         varchar,
    related_event_id varchar
);

create index chat_event_by_chat on chat_event (chat_id, sequence);
