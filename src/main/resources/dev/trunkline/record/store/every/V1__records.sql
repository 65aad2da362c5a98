-- What calls are searched and listed by. The whole of a call is in its parts.
create table call_record (
    call_sid         varchar(64)  primary key,
    began_millis     bigint       not null,
    duration_millis  bigint       not null,
    route            varchar(64)  not null,
    from_number      varchar(200) not null, -- in the normal form of PhoneAddress, as to_number
    to_number        varchar(200) not null,
    from_shown       varchar(200) not null, -- as the carrier wrote it
    to_shown         varchar(200) not null,
    end_label        varchar(64),
    ended_by         varchar(64),
    blame            varchar(64),
    transferred_to   varchar(200),
    far_end          varchar(200) not null,
    greeting_millis  bigint,
    turn_p50_millis  bigint,
    turn_max_millis  bigint,
    turns            integer      not null,
    barge_ins        integer      not null,
    line_count       integer      not null,
    cost             double precision,
    currency         varchar(16),
    words            varchar      not null -- of everybody, in lower case, each between two spaces
);

create index call_record_by_time on call_record (began_millis, call_sid);
create index call_record_by_caller on call_record (from_number, began_millis, call_sid);
create index call_record_by_called on call_record (to_number, began_millis, call_sid);
create index call_record_by_route on call_record (route, began_millis, call_sid);
create index call_record_by_end on call_record (end_label, began_millis, call_sid);
create index call_record_by_turn on call_record (turn_max_millis);

-- Mostly one; a call that was moved, or whose process was killed, has one for each process that had it.
create table call_part (
    call_sid      varchar(64) not null references call_record (call_sid) on delete cascade,
    began_millis  bigint      not null,
    chat_group_id varchar(200),
    body          varchar     not null, -- the JSON of CallRecord
    primary key (call_sid, began_millis)
);

create table call_expression (
    call_sid varchar(64)      not null references call_record (call_sid) on delete cascade,
    name     varchar(64)      not null, -- in lower case
    peak     double precision not null, -- the strongest of all lines, 0 to 1
    primary key (call_sid, name)
);

create index call_expression_by_peak on call_expression (name, peak);
