package dev.trunkline.telemetry;

import java.util.List;

/** Every metric: its Prometheus name, kind, labels and meaning. Names are stable once released; labels come from closed sets. */
public enum MetricName {
    CALLS_ACTIVE("trunkline_calls_active", Kind.GAUGE, "Calls whose sound flows now."),
    CALLS_LIMIT("trunkline_calls_limit", Kind.GAUGE, "The most calls at the same time."),
    CALLS_WAITING("trunkline_calls_waiting", Kind.GAUGE, "Callers in line, for whom there is no room yet."),
    LOAD_LEVEL(
            "trunkline_load_level",
            Kind.GAUGE,
            "How hard the process is pressed: 0, 1 (no new calls), 2 (what calls can do without is left undone)."),
    LOAD_SHED("trunkline_load_shed_total", Kind.COUNTER, "What was left undone at level 2, by what it was.", "what"),
    FLIGHTS(
            "trunkline_flights_total",
            Kind.COUNTER,
            "Recorded calls (flight.directory), by how the recording ended: whole, or long, lost, shed, failed.",
            "outcome"),
    DRAINING(
            "trunkline_draining",
            Kind.GAUGE,
            "0 while calls are taken; 1 while the running ones end by themselves, 2 while they are moved, 3 when none is left."),
    BUILD_INFO("trunkline_build_info", Kind.GAUGE, "Always 1; its labels tell what runs.", "version", "commit"),
    CALLS_TOTAL(
            "trunkline_calls_total",
            Kind.COUNTER,
            "Streams that ended, by how and whose doing it was.",
            "end",
            "blame"),
    CALLS_ADMITTED("trunkline_calls_admitted_total", Kind.COUNTER, "Streams that began; each ends once."),
    CALLS_UNACCOUNTED(
            "trunkline_calls_unaccounted",
            Kind.GAUGE,
            "Streams that neither go on nor have ended, or ended twice: a defect."),
    GUARD_ENDED(
            "trunkline_guard_ended_total",
            Kind.COUNTER,
            "Calls that a clock outside of them had to end, by which.",
            "clock"),
    CARRIER_CHECKS(
            "trunkline_carrier_checks_total",
            Kind.COUNTER,
            "What came of comparing our calls with the carrier's, by outcome.",
            "outcome"),
    CALLS_REFUSED("trunkline_calls_refused_total", Kind.COUNTER, "Calls that were not admitted, by why.", "reason"),
    CALLS_MOVED(
            "trunkline_calls_moved_total", Kind.COUNTER, "Streams that went on with an earlier one's conversation."),
    CALLS_ESCALATED(
            "trunkline_calls_escalated_total",
            Kind.COUNTER,
            "Calls that a person was told of, by the rule that did so, or transfer.",
            "cause"),
    TRANSFERS_WAITING(
            "trunkline_transfers_waiting", Kind.GAUGE, "Callers in the queues of busy destinations, of this process."),
    WEBHOOK_DELIVERIES(
            "trunkline_webhook_deliveries_total",
            Kind.COUNTER,
            "What became of events for webhooks: delivered, failed (tried again), dead (given up), lost (no room), by receiver.",
            "receiver",
            "outcome"),
    WEBHOOKS_WAITING("trunkline_webhooks_waiting", Kind.GAUGE, "Events that are still to be delivered to a webhook."),
    WEBHOOKS_DEAD("trunkline_webhooks_dead", Kind.GAUGE, "Events that no webhook took within a day."),
    PRE_ANSWERS(
            "trunkline_pre_answers_total",
            Kind.COUNTER,
            "Calls that the pre-answer webhook was asked about before they were answered, by what came of it.",
            "outcome"),
    PRE_ANSWER_TIME(
            "trunkline_pre_answer_seconds", Kind.HISTOGRAM, "How long the pre-answer webhook took, or was waited for."),
    MEDIA_UPLINK(
            "trunkline_media_uplink_seconds", Kind.HISTOGRAM, "From a phone frame read to it written to the far end."),
    MEDIA_DOWNLINK(
            "trunkline_media_downlink_seconds",
            Kind.HISTOGRAM,
            "From the far end's sound read to its first phone frame written, after a silence."),
    BARGE_IN("trunkline_barge_in_seconds", Kind.HISTOGRAM, "From an interruption read to the phone's clear written."),
    TURN(
            "trunkline_turn_seconds",
            Kind.HISTOGRAM,
            "From the far end's transcript of the caller to the agent's first sound to the phone."),
    GREETING("trunkline_greeting_seconds", Kind.HISTOGRAM, "From a stream's start to the agent's first sound."),
    EVI_CONNECT("trunkline_evi_connect_seconds", Kind.HISTOGRAM, "From calling a far end to its readiness."),
    EVI_RECONNECTS(
            "trunkline_evi_reconnects_total",
            Kind.COUNTER,
            "Far ends lost in mid-call, by what came of it.",
            "outcome"),
    EVI_ROLLOVERS(
            "trunkline_evi_rollovers_total",
            Kind.COUNTER,
            "Chats in whose place another went on before the far end's limit, by the moment (pause, still_heard, between_words, any), and"
                    + " chats that could not be opened for it (failed).",
            "outcome"),
    EVI_ROLLOVER_GAP(
            "trunkline_evi_rollover_gap_seconds",
            Kind.HISTOGRAM,
            "At a rollover, from the caller's last frame to the one chat to the first to the other."),
    EVI_CHATS_OPEN(
            "trunkline_evi_chats_open",
            Kind.GAUGE,
            "Chats with far ends that are open or being opened: one a call, two while one is followed by another."),
    EVI_BREAKER(
            "trunkline_evi_breaker_state",
            Kind.GAUGE,
            "Whether a far end is called: 0 it is, 1 one attempt decides, 2 it is not.",
            "far_end"),
    EVI_PASSED_OVER(
            "trunkline_evi_passed_over_total",
            Kind.COUNTER,
            "Calls that a far end did not take, so that the next one was asked, by far end and why.",
            "far_end",
            "kind"),
    FAR_END_CHATS(
            "trunkline_far_end_chats_total",
            Kind.COUNTER,
            "Chats by the dialect of the far end that was asked, and what came of it: taken, took_over (from another far end, in"
                    + " mid-call), passed_over.",
            "dialect",
            "outcome"),
    FELL_BACK(
            "trunkline_calls_fell_back_total",
            Kind.COUNTER,
            "Calls that got their route's fallback because no far end served them, by when.",
            "when"),
    COMFORTED(
            "trunkline_comfort_total",
            Kind.COUNTER,
            "Times that a caller whose agent was missing was given a tone, or told to wait.",
            "sound"),
    EVI_ERRORS(
            "trunkline_evi_errors_total",
            Kind.COUNTER,
            "Errors that far ends reported, by EVI's code, or other.",
            "code"),
    UNDERRUNS("trunkline_playout_underruns_total", Kind.COUNTER, "Times that a phone ran dry in mid-sentence."),
    FRAMES_LOST(
            "trunkline_frames_lost_total",
            Kind.COUNTER,
            "Messages and frames that were dropped, by leg and reason.",
            "leg",
            "reason"),
    INTERRUPTIONS(
            "trunkline_interruptions_total",
            Kind.COUNTER,
            "Times that a caller cut the agent off, by who noticed.",
            "cause"),
    TOOL_CALLS(
            "trunkline_tool_calls_total",
            Kind.COUNTER,
            "Tools that the AI called, by name and outcome.",
            "tool",
            "outcome"),
    CONSOLE_WATCHERS("trunkline_console_watchers", Kind.GAUGE, "Sockets and event streams on which calls are watched."),
    CONSOLE_EVENTS_LOST(
            "trunkline_console_events_lost_total",
            Kind.COUNTER,
            "Events that a watcher was not shown, because too many waited for it."),
    SUPERVISED("trunkline_supervised_total", Kind.COUNTER, "What operators did to live calls, by what.", "action"),
    DIALS_REFUSED(
            "trunkline_dials_refused_total",
            Kind.COUNTER,
            "Transfers and fallback numbers that were not dialled, by why.",
            "reason"),
    OUTBOUND_CALLS(
            "trunkline_outbound_calls_total",
            Kind.COUNTER,
            "Calls that we were to place, each attempt, by what became of it.",
            "outcome"),
    OUTBOUND_REFUSED(
            "trunkline_outbound_refused_total",
            Kind.COUNTER,
            "Orders to call somebody that were not taken, by why.",
            "reason"),
    OUTBOUND_WAITING(
            "trunkline_outbound_waiting",
            Kind.GAUGE,
            "Orders that wait for their turn, their hour, or another attempt."),
    OUTBOUND_ACTIVE("trunkline_outbound_active", Kind.GAUGE, "Calls of ours that ring or go on now."),
    OUTBOUND_ANSWERED(
            "trunkline_outbound_answered_total",
            Kind.COUNTER,
            "Verdicts on who answered a call of ours (human, machine, fax, silence), by who judged (sound, words, carrier).",
            "who",
            "judge"),
    OUTBOUND_VERDICT(
            "trunkline_outbound_verdict_seconds",
            Kind.HISTOGRAM,
            "From the first sound of a call of ours to our first verdict on who answered."),
    OUTBOUND_MESSAGE(
            "trunkline_outbound_message_seconds",
            Kind.HISTOGRAM,
            "From noticing that a machine records to the message's first sound to the phone."),
    HANDSHAKES_REJECTED(
            "trunkline_handshakes_rejected_total",
            Kind.COUNTER,
            "Webhooks and stream handshakes that were refused, by why.",
            "reason"),
    REQUESTS_REFUSED(
            "trunkline_requests_refused_total",
            Kind.COUNTER,
            "Requests to the admin API, the metrics or the engine that were refused, by why.",
            "reason"),
    TLS_EXPIRY(
            "trunkline_tls_certificate_expiry_timestamp_seconds",
            Kind.GAUGE,
            "When the certificate that this server shows ends, or one that vouches for it, in seconds since 1970; where it speaks TLS."),
    EVENT_LOOP_LAG(
            "trunkline_event_loop_lag_seconds", Kind.HISTOGRAM, "How late a loop's own timer fires: how busy it is."),
    ENGINE_CHATS("trunkline_engine_chats_active", Kind.GAUGE, "Chats that are open in the EVI engine."),
    ENGINE_TURN(
            "trunkline_engine_turn_seconds",
            Kind.HISTOGRAM,
            "In the engine, from the decision that the caller's turn is over to the answer's first sound sent."),
    ENGINE_MIND_TOKEN(
            "trunkline_engine_mind_first_token_seconds",
            Kind.HISTOGRAM,
            "From a question to a remote mind to its first token."),
    ENGINE_MIND_SENTENCE(
            "trunkline_engine_mind_first_sentence_seconds",
            Kind.HISTOGRAM,
            "From a question to a remote mind to its first sentence."),
    ENGINE_MIND_FAILURES(
            "trunkline_engine_mind_failures_total",
            Kind.COUNTER,
            "Questions to a remote mind that got no answer, by why.",
            "reason"),
    ENGINE_UNSPOKEN(
            "trunkline_engine_unspoken_total",
            Kind.COUNTER,
            "Characters that no voice was given, and whole sentences, by what they were.",
            "what"),
    ENGINE_VOICE_FAILURES(
            "trunkline_engine_voice_failures_total",
            Kind.COUNTER,
            "Sentences that the chosen voice failed to say at once, by what came of it.",
            "outcome"),
    ENGINE_EVENTS_LOST(
            "trunkline_engine_events_lost", Kind.GAUGE, "Events of chats that could not be written to the store."),
    STATE_WRITES(
            "trunkline_state_writes_total",
            Kind.COUNTER,
            "States of calls that were written behind, by where and what came of it.",
            "store",
            "outcome"),
    STATE_QUESTIONS(
            "trunkline_state_questions_total",
            Kind.COUNTER,
            "Commands to the Redis that nodes share, by whether it answered.",
            "outcome"),
    RECORDINGS(
            "trunkline_recordings_total",
            Kind.COUNTER,
            "Streams whose sound was recorded, by whether all of it is there: complete or incomplete.",
            "outcome"),
    RECORDING_LOST(
            "trunkline_recording_lost_frames_total",
            Kind.COUNTER,
            "Frames of 20 ms that are silence in a recording, by why: slow (the disk or its writer), disk (it failed), load (the"
                    + " process is pressed).",
            "reason"),
    RECORDS_WAITING(
            "trunkline_records_waiting",
            Kind.GAUGE,
            "Records of calls that have ended and are not in the database yet."),
    RECORDS_WRITTEN(
            "trunkline_records_written_total", Kind.COUNTER, "Records of calls that were written to the database."),
    RECORDS_LOST(
            "trunkline_records_lost_total",
            Kind.COUNTER,
            "Records of calls that will never be in the database, by why.",
            "reason"),
    JVM_HEAP("trunkline_jvm_heap_bytes", Kind.GAUGE, "Java heap in use, garbage that waits for collection with it."),
    JVM_HEAP_LIVE(
            "trunkline_jvm_heap_live_bytes",
            Kind.GAUGE,
            "Java heap that was in use after the last collection of it all."),
    JVM_DIRECT("trunkline_jvm_direct_bytes", Kind.GAUGE, "Memory outside the heap that buffers of sockets hold."),
    JVM_THREADS("trunkline_jvm_threads", Kind.GAUGE, "Java threads."),
    JVM_CLASSES("trunkline_jvm_classes", Kind.GAUGE, "Classes that are loaded."),
    JVM_DESCRIPTORS("trunkline_jvm_descriptors", Kind.GAUGE, "Open files and sockets, where the system tells."),
    JVM_ALLOCATED(
            "trunkline_jvm_allocated_bytes_total", Kind.COUNTER, "Bytes that threads which live now have allocated."),
    JVM_COLLECTIONS("trunkline_jvm_collections_total", Kind.COUNTER, "Garbage collections."),
    JVM_COLLECTION_TIME("trunkline_jvm_collection_seconds_total", Kind.COUNTER, "Time that garbage collections took.");

    /** What a metric is to Prometheus. */
    public enum Kind {
        COUNTER("counter"),
        GAUGE("gauge"),
        HISTOGRAM("histogram");

        private final String prometheus;

        Kind(String prometheus) {
            this.prometheus = prometheus;
        }

        public String prometheus() {
            return prometheus;
        }
    }

    private final String prometheus;
    private final Kind kind;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> labels;

    MetricName(String prometheus, Kind kind, String meaning, String... labels) {
        this.prometheus = prometheus;
        this.kind = kind;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    public String prometheus() {
        return prometheus;
    }

    public Kind kind() {
        return kind;
    }

    public String meaning() {
        return meaning;
    }

    public List<String> labels() {
        return labels;
    }
}
