create table chat (
    id             varchar(64) primary key,
    group_id       varchar(64) not null,
    status         varchar(32) not null,
    start_millis   bigint      not null,
    end_millis     bigint,
    metadata       text,
    config_id      varchar(64),
    config_version integer
);

create index chat_by_group on chat (group_id, start_millis);
create index chat_by_start on chat (start_millis);

create table chat_event (
    id               varchar(64) primary key,
    chat_id          varchar(64) not null references chat (id),
    sequence         bigint      not null,
    timestamp_millis bigint      not null,
    role             varchar(16) not null,
    type             varchar(40) not null,
    message_text     text,
    scores           text,
    metadata         text,
    related_event_id varchar(64)
);

create index chat_event_by_chat on chat_event (chat_id, sequence);
