package dev.trunkline.config;

import static dev.trunkline.config.Shape.choice;
import static dev.trunkline.config.Shape.flag;
import static dev.trunkline.config.Shape.several;
import static dev.trunkline.config.Shape.text;
import static dev.trunkline.config.Shape.url;
import static dev.trunkline.config.Shape.whole;

import org.jspecify.annotations.Nullable;

/** What holds for each call. */
public enum CallKey implements ConfigKey {
    MAX_SECONDS("call.maxSeconds", null, "3600", whole(10, 14_400), "the longest call"),
    TRANSFER_SECONDS(
            "call.maxTransferSeconds",
            null,
            null,
            whole(10, 14_400),
            "the longest transfer; as maxSeconds when absent"),
    CONNECT_SECONDS(
            "call.connectSeconds",
            null,
            "6",
            whole(1, 60),
            "how long a new call goes on trying an EVI that was never ready, before the route's fallback; a"
                    + " try that has begun is not cut short. An EVI that takes 9 s to be ready needs 10 here, or"
                    + " evi.readyTimeoutMillis above 9000, which spares it two tries"),
    TOOL_SECONDS("call.toolSeconds", null, "10", whole(1, 120), "how long a tool may take before the model is told so"),
    LEAD_MILLIS(
            "call.playoutLeadMillis",
            null,
            "160",
            whole(40, 1_000),
            "sound kept inside Twilio against late ticks; 40 to 1000"),
    INTERIM_WORDS(
            "call.interimWordsToInterrupt",
            null,
            "2",
            whole(0, 20),
            "an interim transcript of so many words stops an agent that has finished but is still heard; 0:"
                    + " none does"),
    GOODBYE(
            "call.goodbye",
            null,
            "cancellable",
            choice("cancellable", "protected"),
            "cancellable: a caller who speaks into the agent's last words takes the hang-up or transfer"
                    + " back; protected: they are heard to their end, and the caller not until then"),
    RECONNECT_SECONDS(
            "call.reconnectSeconds",
            null,
            "30",
            whole(1, 600),
            "how long a call goes on trying an EVI that was lost, or comes and goes, before the route's" + " fallback"),
    OUTAGE_SECONDS(
            "call.outageSeconds",
            null,
            "7",
            whole(1, 600),
            "the same while no EVI of the list can be reached by any call; half of it for a caller whom none has"
                    + " answered yet; new calls then get the fallback at once"),
    SILENT_SECONDS(
            "call.silentSeconds",
            null,
            "8",
            whole(2, 600),
            "an EVI that says nothing whatever for so long after the caller spoke is lost, and called again; twice as long for"
                    + " one that has told anything before, and for one that understands three turns and answers none"),
    STALLED_SECONDS(
            "call.stalledSeconds",
            null,
            "6",
            whole(2, 600),
            "likewise one that falls silent in mid-sentence, when its sound has been heard"),
    FLOOD_SECONDS(
            "call.floodSeconds",
            null,
            "10",
            whole(1, 600),
            "likewise one that still sends sound so long after twelve minutes of it wait"),
    GREET_SECONDS(
            "call.greetSeconds",
            null,
            "4",
            whole(0, 60),
            "a far end that has taken a new call, has a greeting to say and does not begin for so long is"
                    + " left for the next of the list, where there is one; 0: never"),
    COMFORT_DB(
            "call.comfortToneDb",
            null,
            "-30",
            whole(-60, -10).or("none"),
            "the level of the soft tone that a caller hears while the agent is missing, in dB of full scale,"
                    + " -60 to -10; none for silence"),
    COMFORT_MILLIS(
            "call.comfortToneMillis",
            null,
            "400",
            whole(60, 2_000),
            "how long it sounds, once a second and a half; 60 to 2000"),
    COMFORT_WORDS(
            "call.comfortWords",
            null,
            "One moment, please. I will be right back with you.",
            text(),
            "what a caller is told then, in the embedded EVI's voice; without one a recording says: One"
                    + " moment, please; none for nothing"),
    COMFORT_WORDS_SECONDS(
            "call.comfortWordsSeconds", null, "3", whole(1, 60), "after how long, and again every ten seconds"),

    TRANSFERS_ENABLED(
            "transfers.enabled",
            "TRUNKLINE_TRANSFERS_ENABLED",
            "true",
            flag(),
            "false: nobody is dialled for any caller, neither by the model's wish nor as a fallback"),
    TRANSFERS_PER_CALL(
            "transfers.perCall", null, "2", whole(0, 1_000), "the most transfers of one call; 0 for no limit"),
    TRANSFERS_PER_CALLER(
            "transfers.perCallerInTenMinutes",
            null,
            "5",
            whole(0, 1_000),
            "the most transfers of one caller's calls in ten minutes, as far as the caller shows a number; 0"
                    + " for no limit"),
    TRANSFERS_PER_DESTINATION(
            "transfers.perDestinationPerHour",
            null,
            "0",
            whole(0, 100_000),
            "how often one number is dialled in an hour, fallbacks included; 0 for no limit"),
    TRANSFERS_MINUTES(
            "transfers.minutesPerDestinationPerHour",
            null,
            "0",
            whole(0, 100_000),
            "how many minutes in an hour callers talk with one number before nobody else is put through; 0"
                    + " for no limit"),
    TRANSFERS_PER_ROUTE(
            "transfers.perRoutePerHour",
            null,
            "0",
            whole(0, 100_000),
            "the most transfers of one route's callers in an hour; 0 for no limit"),
    TRANSFERS_DENIED_PREFIXES(
            "transfers.deniedPrefixes",
            null,
            null,
            several(text("\\+[0-9]+")),
            "beginnings of numbers that no route may have dialled, such as +1900, separated by commas"),

    KEYS_TOOLS(
            "keys.tools",
            null,
            "collect_digits, press_keys",
            choice("collect_digits, press_keys", "collect_digits", "press_keys", "none"),
            "what the agent may do with keys: ask the caller for some, press some for the other side; none"
                    + " for neither"),
    KEYS_DELIVER_TO(
            "keys.deliverTo",
            null,
            null,
            url("https", "http"),
            "where masked digits are posted, which neither the mind nor the record nor the log is told;"
                    + " absent: they are counted and forgotten"),
    KEYS_SECRET(
            "keys.secret",
            "TRUNKLINE_KEYS_SECRET",
            null,
            text().atLeast(CallReader.LEAST_SECRET_LENGTH),
            "signs what is posted there; 24 characters or more"),

    PRE_ANSWER_URL(
            "preAnswer.url",
            null,
            null,
            url("https", "http"),
            "a program of yours that is asked about each call before it is answered; nobody is asked when" + " absent"),
    PRE_ANSWER_SECRET(
            "preAnswer.secret",
            "TRUNKLINE_PRE_ANSWER_SECRET",
            null,
            text().atLeast(AutomationReader.LEAST_SECRET_LENGTH),
            "signs what it is asked; 24 characters or more"),
    PRE_ANSWER_TIMEOUT(
            "preAnswer.timeoutMillis",
            null,
            "800",
            whole(100, 5_000),
            "how long a caller may wait for its answer, 100 to 5000");

    @SuppressWarnings("ImmutableEnumChecker") // records of texts and numbers
    private final Setting setting;

    CallKey(String path, @Nullable String variable, @Nullable String usual, Shape shape, String meaning) {
        this.setting = new Setting(path, variable, usual, shape, meaning);
    }

    @Override
    public Setting setting() {
        return setting;
    }
}
