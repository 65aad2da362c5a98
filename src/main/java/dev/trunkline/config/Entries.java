package dev.trunkline.config;

import static dev.trunkline.config.EntryKey.key;
import static dev.trunkline.config.Shape.choice;
import static dev.trunkline.config.Shape.decimal;
import static dev.trunkline.config.Shape.file;
import static dev.trunkline.config.Shape.flag;
import static dev.trunkline.config.Shape.headerText;
import static dev.trunkline.config.Shape.text;
import static dev.trunkline.config.Shape.url;
import static dev.trunkline.config.Shape.whole;

import dev.trunkline.config.FarEndConfig.Dialect;

/** The register of what may stand in lists and below names: beside {@link ConfigKey}, all that a file may hold. */
final class Entries {

    /** What routes, destinations, rules and receivers are called. */
    static final String NAME = "[a-z][a-z0-9_]{0,39}";

    /** What far ends are called, which stands in host names too. */
    static final String FAR_END_NAME = "[a-z][a-z0-9_-]{0,39}";

    private static final String DIALLED = "sips?:\\S+|client:\\S+|" + Shape.PHONE_NUMBER;
    private static final String SERVED = "\\*|[a-z]+:\\S+|" + Shape.PHONE_NUMBER;
    private static final int DAY_SECONDS = 86_400;
    private static final Shape.Text WORDS = text().atMost(FileEntry.MAX_LENGTH);

    static final EntryKeys QUEUE = EntryKeys.of(
            key("places", whole(1, 1_000), "how many may wait").usually(20),
            key("seconds", whole(30, 3_600), "how long").usually(600),
            key("retrySeconds", whole(5, 600), "after which it is tried again").usually(20),
            key("words", WORDS, "what they hear, with {position}, {minutes} and {key}")
                    .usually(TrunklineConfig.Queue.USUAL_WORDS),
            key("backKey", text("[0-9*#]"), "the key that leads back to the agent")
                    .usually("*"),
            key("music", url("https", "http"), "a file that the carrier plays; silence when absent"));

    static final EntryKeys DESTINATION = EntryKeys.of(
            key("name", text(NAME), "what the model calls it").needed(),
            key("number", text(DIALLED), "a number like \"+14155550100\", in quotes, or a sip: or client: address")
                    .needed(),
            key("description", WORDS, "what it is for, as the model is told"),
            key("callerId", text(Shape.PHONE_NUMBER), "what the person's phone shows; as the route says when absent"),
            key("ringSeconds", whole(5, 600), "how long it may ring").usually(25),
            key("accept", flag(), "whether the person has to press a key to take a call")
                    .usually(false),
            key(
                    "queue",
                    new Shape.Keys(QUEUE),
                    "how callers wait while it is busy; they go back to the agent when absent"));

    static final EntryKeys FALLBACK = EntryKeys.of(
            key("words", WORDS, "what is said"),
            key("number", text(DIALLED), "who is called then; the call ends when absent"),
            key("callerId", text(Shape.PHONE_NUMBER), "what that phone shows; as the route says when absent"));

    static final EntryKeys OUTBOUND_OF_ROUTE = EntryKeys.of(
            key("machine", new Shape.Choice(OutboundReader.ACTIONS), "what becomes of a call that a machine answers")
                    .usually("hang_up"),
            key("message", text().atMost(OutboundReader.MAX_MESSAGE), "what the agent says after the beep then"));

    static final EntryKeys TURNS = EntryKeys.of(
            key(
                    "mode",
                    choice("usual", "server_vad", "semantic_vad"),
                    "who ends a caller's turn; usual: as the far end does"),
            key("silenceMillis", whole(100, 10_000), "the silence that does; not of semantic_vad"),
            key("threshold", decimal(0, 1), "how sure it must be that somebody speaks; not of semantic_vad"),
            key("eagerness", choice("low", "medium", "high", "auto"), "how soon semantic_vad takes a turn for ended"),
            key(
                    "weDecideInterruptions",
                    flag(),
                    "whether the bridge judges, where the far end leaves it to us, if a caller interrupts"));

    static final EntryKeys AGENT = EntryKeys.of(
            key("instructions", text().atMost(AgentReader.MOST_INSTRUCTIONS), "for the model"),
            key("instructionsFile", file(), "the name of a UTF-8 file with them"),
            key("greeting", WORDS, "what it says first"),
            key("voice", WORDS, "the vendor's name of it, for far ends without their own"),
            key("model", WORDS, "likewise"),
            key("temperature", decimal(0, 2), "how freely the model chooses its words"),
            key("language", text("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"), "a code such as en or de-CH"),
            key("turns", new Shape.Keys(TURNS), "when a caller's turn is over, and what interrupts the agent"));

    static final EntryKeys ROUTE = EntryKeys.of(
            key("name", text(NAME), "what logs, metrics and records call it").needed(),
            key(
                            "numbers",
                            new Shape.Texts(text(SERVED), false),
                            "called numbers like \"+14155550100\", in quotes; \"*\" for every other")
                    .needed(),
            key(
                    "callerId",
                    text(Shape.PHONE_NUMBER),
                    "what phones show that are rung for its callers; the caller's number when absent"),
            key("configId", WORDS, "another EVI config than evi.configId"),
            key("configVersion", whole(0, Integer.MAX_VALUE), "its version; the newest when absent"),
            key("variables", new Shape.Variables(), "for the prompt; caller, called and route are always there"),
            key("destinations", new Shape.Each(DESTINATION, 0), "where callers may be transferred to"),
            key("fallback", new Shape.Keys(FALLBACK), "what callers get who cannot be served"),
            key(
                    "maxCalls",
                    whole(1, 100_000),
                    "how many calls it may have at a time; as there is room for when absent"),
            key("outbound", new Shape.Keys(OUTBOUND_OF_ROUTE), "of calls that we place for it"),
            key("recording", choice("on", "off"), "whether its calls are recorded, which needs data.directory")
                    .usually("off"),
            key("consent", WORDS, "what the agent says first then; nothing is recorded before the caller has heard it"),
            key(
                    "ai",
                    new Shape.Texts(text(), true),
                    "who answers, in the order in which they are tried: names of farEnds, evi, embedded"),
            key("agent", new Shape.Keys(AGENT), "what the agent is, where it differs from the file's"));

    static final EntryKeys FAR_END = EntryKeys.of(
            key("dialect", new Shape.Choice(Dialect.words()), "what it speaks").needed(),
            key(
                    "url",
                    text("wss?://[^/?#@\\s]+([/?][^#\\s]*)?"),
                    "where it is, without a key; the vendor's when absent, where there is one"),
            key("key", WORDS, "${NAME} for what an environment variable holds, or the key itself; sent in a header"),
            key("secretKey", WORDS, "of evi alone: with it, short-lived access tokens are used instead"),
            key("model", WORDS, "the vendor's name of it; wins over the agent's"),
            key("voice", WORDS, "likewise"),
            key(
                    "caCertificate",
                    file().atMost(FileEntry.MAX_LENGTH),
                    "a PEM file with authorities that are believed beside the platform's"),
            key("connectTimeoutMillis", whole(250, 30_000), "how long its socket may take to open")
                    .usually(3_000),
            key("readyTimeoutMillis", whole(250, 30_000), "and then it, to take the session")
                    .usually(5_000),
            key(
                    "maxChatSeconds",
                    whole(0, DAY_SECONDS),
                    "how long a session may last; 0: as long as the vendor documents"),
            key("connectsPerSecond", whole(1, 10_000), "how many sessions a second may be opened")
                    .usually(FarEndKey.CONNECTS.setting().needUsual()),
            key("connectsAfterOutage", whole(1, 10_000), "the same in the half minute after it was out")
                    .usually(FarEndKey.CONNECTS_AFTER_OUTAGE.setting().needUsual()));

    static final EntryKeys ADMIN_TOKEN = EntryKeys.of(
            key("name", text("[a-z][a-z0-9_.-]{0,39}"), "what the audit log calls its owner")
                    .needed(),
            key("role", Shape.words(AdminToken.Role.class), "what its owner may do")
                    .needed(),
            key("token", headerText(AdminReader.LEAST_TOKEN_LENGTH), "the token; sha256 keeps it out of the file"),
            key("sha256", text(Shape.HEX_KEY), "what `printf %s TOKEN | sha256sum` prints"));

    static final EntryKeys ADMIN =
            EntryKeys.of(key("tokens", new Shape.Each(ADMIN_TOKEN, 0), "who may ask, and for what")
                    .needed());

    static final EntryKeys WEBHOOK = EntryKeys.of(
            key("name", text(NAME), "what logs and metrics call it").needed(),
            key("url", url("https", "http"), "where it is; http and this machine only with private: true")
                    .needed(),
            key(
                    "secret",
                    text().atLeast(AutomationReader.LEAST_SECRET_LENGTH).atMost(FileEntry.MAX_LENGTH),
                    "signs what is sent"),
            key("secretVariable", WORDS, "the name of the environment variable that holds it"),
            key(
                    "events",
                    new Shape.Texts(new Shape.Choice(AutomationReader.EVENTS), true),
                    "what it is told of; all when absent"),
            key("private", flag(), "whether it may be on this machine and in private networks")
                    .usually(false));

    static final EntryKeys WHEN = EntryKeys.of(
            key(
                    "expression",
                    new Shape.Choice(RuleReader.EXPRESSIONS),
                    "what the caller's voice expresses, such as anger"),
            key("above", decimal(0, 1), "how much of it"),
            key("turns", whole(1, RuleReader.MAX_TURNS), "in how many turns on end")
                    .usually(1),
            key("says", new Shape.Texts(text(), true), "words of the caller"),
            key("silentSeconds", whole(1, DAY_SECONDS), "for how long nobody speaks"),
            key("toolFails", WORDS, "a tool's name, or any"),
            key("times", whole(1, 1_000), "how often").usually(1));

    static final EntryKeys THEN = EntryKeys.of(
            key("escalate", flag(), "whether a person is told"),
            key("tell", WORDS, "a text for the agent"),
            key("transfer", WORDS, "a destination that each of its routes has"));

    static final EntryKeys RULE = EntryKeys.of(
            key("name", text(NAME), "what logs, metrics and webhooks call it").needed(),
            key("routes", new Shape.Texts(text(), true), "whose calls it watches; all when absent"),
            key("when", new Shape.Keys(WHEN), "all of this has to hold").needed(),
            key("then", new Shape.Keys(THEN), "what is done").needed(),
            key(
                    "pauseSeconds",
                    whole(1, DAY_SECONDS),
                    "after which it may hold again in the same call; once per call when absent"));

    /** What stands at the top of a file beside the sections of {@link ConfigKey}. */
    static final EntryKeys TOP = EntryKeys.of(
            key(FileKeys.ROUTES, new Shape.Each(ROUTE, 1), "who answers which numbers; one route for all when absent"),
            key(
                    FarEndReader.SECTION,
                    new Shape.Named(FAR_END_NAME, FAR_END),
                    "far ends by name, for routes to list in ai"),
            key(AgentReader.SECTION, new Shape.Keys(AGENT), "what an agent is, for whichever far end plays it"),
            key(AdminReader.SECTION, new Shape.Keys(ADMIN), "who may ask /api and /metrics beside the admin token"),
            key(AutomationReader.WEBHOOKS, new Shape.Each(WEBHOOK, 1), "who is told of calls"),
            key(
                    RuleReader.SECTION,
                    new Shape.Each(RULE, 1),
                    "what is done when a caller sounds, says or does something"));

    private Entries() {}
}
