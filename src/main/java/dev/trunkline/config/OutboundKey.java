package dev.trunkline.config;

import static dev.trunkline.config.Shape.PHONE_NUMBER;
import static dev.trunkline.config.Shape.choice;
import static dev.trunkline.config.Shape.decimal;
import static dev.trunkline.config.Shape.file;
import static dev.trunkline.config.Shape.flag;
import static dev.trunkline.config.Shape.several;
import static dev.trunkline.config.Shape.text;
import static dev.trunkline.config.Shape.whole;

import org.jspecify.annotations.Nullable;

/** Calls that we place. */
public enum OutboundKey implements ConfigKey {
    ENABLED(
            "outbound.enabled",
            "TRUNKLINE_OUTBOUND_ENABLED",
            "false",
            flag(),
            "true: POST /api/calls and dial may have people called; needs data.directory, twilio.accountSid"
                    + " and a token"),
    COUNTRIES(
            "outbound.countries",
            "TRUNKLINE_OUTBOUND_COUNTRIES",
            null,
            several(text("[A-Za-z]{2}")),
            "whose numbers may be called, as two letters separated by commas, such as US, CA; no other"
                    + " number ever is"),
    CALLER_ID(
            "outbound.callerId",
            "TRUNKLINE_OUTBOUND_CALLER_ID",
            null,
            text(PHONE_NUMBER),
            "what is shown where neither request nor route say: a number of your Twilio account; the route"
                    + " that serves it takes the call"),
    DO_NOT_CALL(
            "outbound.doNotCall",
            "TRUNKLINE_OUTBOUND_DO_NOT_CALL",
            null,
            file(),
            "a file with a number on each line, none of which is called; read again when it changes; do-not-"
                    + "call.txt in data.directory when absent"),
    HOURS(
            "outbound.hours",
            null,
            "09:00-20:00",
            text("[0-9]{2}:[0-9]{2}\\s*-\\s*[0-9]{2}:[0-9]{2}"),
            "when people may be called, by the clock of their number"),
    DAYS(
            "outbound.days",
            null,
            "mon, tue, wed, thu, fri, sat",
            several(choice("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
            "on which days"),
    CALLS_PER_SECOND(
            "outbound.callsPerSecond",
            null,
            "1",
            decimal(0.01, 100),
            "how many calls a second Twilio is asked for; 0.01 to 100"),
    AT_A_TIME("outbound.atATime", null, "10", whole(1, 100_000), "how many may ring or go on at the same time"),
    PER_NUMBER(
            "outbound.perNumberPerDay",
            null,
            "3",
            whole(1, 100),
            "how often one number is called in 24 hours, retries included"),
    PER_ROUTE(
            "outbound.perRoutePerHour",
            null,
            "0",
            whole(0, 1_000_000),
            "how often one route calls in an hour; more wait; 0 for no limit"),
    RING_SECONDS("outbound.ringSeconds", null, "30", whole(5, 600), "how long it may ring"),
    RETRY_BUSY(
            "outbound.retryBusyMinutes",
            null,
            "5, 15",
            several(whole(1, OutboundReader.MOST_MINUTES), OutboundReader.MAX_RETRIES)
                    .or("none"),
            "after how many minutes a busy number is called again, one for each further attempt; none for" + " never"),
    RETRY_NO_ANSWER(
            "outbound.retryNoAnswerMinutes",
            null,
            "60, 240",
            several(whole(1, OutboundReader.MOST_MINUTES), OutboundReader.MAX_RETRIES)
                    .or("none"),
            "the same where nobody answered"),
    RETRY_FAILED(
            "outbound.retryFailedMinutes",
            null,
            "10",
            several(whole(1, OutboundReader.MOST_MINUTES), OutboundReader.MAX_RETRIES)
                    .or("none"),
            "the same where the network could not put the call through"),
    CARRIER_DETECTION(
            "outbound.carrierDetection",
            null,
            "true",
            flag(),
            "whether Twilio listens for answering machines too, which it charges for; we always do"),
    MACHINE(
            "outbound.machine",
            null,
            "hang_up",
            new Shape.Choice(OutboundReader.ACTIONS),
            "what becomes of a call that a machine answers, where neither request nor route say: hang_up,"
                    + " message or talk"),
    MESSAGE(
            "outbound.message",
            null,
            null,
            text().atMost(OutboundReader.MAX_MESSAGE),
            "what the agent says after the beep then"),
    STOP_KEY(
            "outbound.stopKey",
            null,
            "9",
            choice("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#", "none"),
            "the key by which whoever is called says that they do not want to be any more; none for none"),
    KEPT_HOURS(
            "outbound.keptHours",
            null,
            "72",
            whole(1, 8_760),
            "after which an order that could not be placed is given up; 1 to 8760");

    @SuppressWarnings("ImmutableEnumChecker") // records of texts and numbers
    private final Setting setting;

    OutboundKey(String path, @Nullable String variable, @Nullable String usual, Shape shape, String meaning) {
        this.setting = new Setting(path, variable, usual, shape, meaning);
    }

    @Override
    public Setting setting() {
        return setting;
    }
}
