package dev.trunkline.config;

import static dev.trunkline.config.Shape.base;
import static dev.trunkline.config.Shape.choice;
import static dev.trunkline.config.Shape.file;
import static dev.trunkline.config.Shape.flag;
import static dev.trunkline.config.Shape.headerText;
import static dev.trunkline.config.Shape.several;
import static dev.trunkline.config.Shape.text;
import static dev.trunkline.config.Shape.url;
import static dev.trunkline.config.Shape.whole;

import org.jspecify.annotations.Nullable;

/** How it listens, who may operate it, and how much it takes on. */
public enum ServerKey implements ConfigKey {
    PORT("server.port", "TRUNKLINE_PORT", "8080", whole(0, 65_535), "where to listen; 0 takes any free port"),
    BIND(
            "server.bind",
            "TRUNKLINE_BIND",
            null,
            text(),
            "address to listen on; 127.0.0.1 without a Twilio token, else 0.0.0.0"),
    PUBLIC_URL(
            "server.publicUrl",
            "TRUNKLINE_PUBLIC_URL",
            null,
            base("https", "http"),
            "what Twilio calls, http or https; signatures are checked against it; http://localhost:PORT when"
                    + " absent, https with a certificate"),
    TLS_CERTIFICATE(
            "server.tlsCertificate",
            "TRUNKLINE_TLS_CERTIFICATE",
            null,
            file(),
            "a PEM file with the server's certificate and those that vouch for it; then only TLS is spoken,"
                    + " 1.2 or 1.3"),
    TLS_KEY("server.tlsKey", "TRUNKLINE_TLS_KEY", null, file(), "a PEM file with its key, PKCS#8 without a password"),
    MAX_CALLS(
            "server.maxCalls",
            "TRUNKLINE_MAX_CALLS",
            null,
            whole(1, 100_000),
            "calls at a time; 100 per processor when absent"),
    ADMIN_TOKEN(
            "server.adminToken",
            "TRUNKLINE_ADMIN_TOKEN",
            null,
            headerText(AdminReader.LEAST_TOKEN_LENGTH),
            "bearer token of /api and /metrics, of 24 characters or more, asked of everybody; without it"
                    + " they are on a port of this machine alone"),
    ADMIN_PORT(
            "server.adminPort",
            "TRUNKLINE_ADMIN_PORT",
            null,
            whole(0, 65_535),
            "that port, on 127.0.0.1; 0 takes any free one; the port after server.port when absent. Given"
                    + " together with a token, it is there as well, and asks for it"),
    DRAIN_SECONDS(
            "server.drainSeconds", null, "900", whole(0, 14_400), "how long running calls may go on after SIGTERM"),
    DRAIN_PAUSE_SECONDS(
            "server.drainPauseSeconds", null, "20", whole(0, 600), "then, how long each is waited with for a pause"),
    DRAIN_MOVES_PER_SECOND(
            "server.drainMovesPerSecond", null, "5", whole(1, 1_000), "in which so many a second are moved elsewhere"),
    DRAIN_MOVE_SECONDS(
            "server.drainMoveSeconds", null, "300", whole(1, 14_400), "after which those that could not be are ended"),
    DRAIN_TO(
            "server.drainTo",
            "TRUNKLINE_DRAIN_TO",
            null,
            base("https", "http"),
            "where they go on; server.publicUrl when absent"),

    ALLOW_CLEARTEXT(
            "security.allowCleartext",
            "TRUNKLINE_ALLOW_CLEARTEXT",
            "false",
            flag(),
            "true: keys and tokens may leave this machine over ws:// and http://, where everybody on the way"
                    + " reads them"),
    AUDIT_FILE(
            "security.auditFile",
            "TRUNKLINE_AUDIT_FILE",
            null,
            file(),
            "a file to which the audit log is written as well: one line for each action of an operator, each"
                    + " that was refused, each number that was dialled"),

    SIGN_IN_ISSUER(
            "signin.issuer",
            "TRUNKLINE_OIDC_ISSUER",
            null,
            url("https", "http"),
            "an OpenID Connect provider, https, by which people sign in on the page beside tokens; nobody"
                    + " does when absent"),
    SIGN_IN_CLIENT_ID("signin.clientId", "TRUNKLINE_OIDC_CLIENT_ID", null, text(), "what this bridge is called there"),
    SIGN_IN_CLIENT_SECRET(
            "signin.clientSecret",
            "TRUNKLINE_OIDC_CLIENT_SECRET",
            null,
            text(),
            "its secret there; a client without one is known by PKCE alone"),
    SIGN_IN_SCOPES(
            "signin.scopes",
            null,
            "openid profile email",
            text("(.*\\s)?openid(\\s.*)?"),
            "what is asked for, with blanks between; openid is one"),
    SIGN_IN_ROLE_CLAIM(
            "signin.roleClaim",
            null,
            "roles",
            text(),
            "the claim of the ID token that says what somebody may do, with dots where it lies in others,"
                    + " such as realm_access.roles"),
    SIGN_IN_VIEWERS(
            "signin.viewers",
            null,
            null,
            several(text()),
            "the values of it that make a viewer, with commas between them"),
    SIGN_IN_OPERATORS("signin.operators", null, null, several(text()), "the same for an operator"),
    SIGN_IN_ADMINS(
            "signin.admins",
            null,
            null,
            several(text()),
            "the same for an admin; who has no value of any is not let in"),
    SIGN_IN_IDLE_MINUTES(
            "signin.idleMinutes", null, "30", whole(1, 1_440), "after which a session ends in which nothing was asked"),
    SIGN_IN_HOURS("signin.hours", null, "12", whole(1, 168), "after which a session ends in any case"),

    OVERLOAD_LOOP_LAG(
            "overload.loopLagMillis",
            null,
            "250",
            whole(0, 1_000),
            "no new calls while the loops come later than this to their work (99th percentile of ten"
                    + " seconds), in ms, and a tenth of the seats is taken; 0: however late"),
    OVERLOAD_MEMORY(
            "overload.memoryPercent",
            null,
            "85",
            whole(50, 95).or("0"),
            "no new calls while more of the heap is in use after a collection, or of the direct memory; 7"
                    + " more, and what calls can do without is left undone too; 0: however full"),
    OVERLOAD_CALLS_PER_CALLER(
            "overload.callsPerCaller",
            null,
            "0",
            whole(0, 10_000),
            "the most calls at a time from one number; 0: any number"),
    OVERLOAD_CALLS_PER_CALLER_IN_TEN_MINUTES(
            "overload.callsPerCallerInTenMinutes",
            null,
            "0",
            whole(0, 10_000),
            "the most calls from one number within ten minutes; 0: any number"),
    OVERLOAD_WAITING(
            "overload.waiting",
            null,
            "none",
            choice("none", "spoken", "queue"),
            "what a caller gets for whom there is no room: none: the route's fallback at once; spoken: his"
                    + " place in a line, until there is room; queue: the same inside a queue of Twilio's, which counts"
                    + " it"),
    OVERLOAD_WAITING_WORDS(
            "overload.waitingWords",
            null,
            "All our lines are busy. You are number {position} in line. Please hold.",
            text().orEmpty(),
            "what he is told when his place changes, and every half a minute"),
    OVERLOAD_WAITING_MUSIC(
            "overload.waitingMusic",
            null,
            null,
            url("https", "http"),
            "a sound file that Twilio plays meanwhile, a piece of 5 to 10 seconds; silence when absent"),
    OVERLOAD_MAX_WAITING(
            "overload.maxWaiting", null, "20", whole(1, 10_000), "how many may wait; the next one hears the fallback"),
    OVERLOAD_WAIT_SECONDS(
            "overload.waitSeconds", null, "120", whole(10, 3_600), "how long, and then the fallback; 10 to 3600");

    @SuppressWarnings("ImmutableEnumChecker") // records of texts and numbers
    private final Setting setting;

    ServerKey(String path, @Nullable String variable, @Nullable String usual, Shape shape, String meaning) {
        this.setting = new Setting(path, variable, usual, shape, meaning);
    }

    @Override
    public Setting setting() {
        return setting;
    }
}
