package dev.trunkline.config;

import static dev.trunkline.config.Shape.file;
import static dev.trunkline.config.Shape.flag;
import static dev.trunkline.config.Shape.several;
import static dev.trunkline.config.Shape.text;
import static dev.trunkline.config.Shape.whole;

import org.jspecify.annotations.Nullable;

/** How calls stand, and the calls that can be run again. */
public enum StateKey implements ConfigKey {
    DATA_DIRECTORY(
            "data.directory",
            "TRUNKLINE_DATA_DIR",
            null,
            file(),
            "a folder in which this process keeps where its calls stand, so that the one after a crash goes"
                    + " on with them, and the records of those that have ended; for one process alone; nothing is kept"
                    + " when absent"),

    REDIS_URL(
            "redis.url",
            "REDIS_URL",
            null,
            text("rediss?(-sentinel)?://.+"),
            "redis://, rediss:// or redis-sentinel:// of a Redis or Valkey, through which several nodes"
                    + " share calls: any of them answers for any call; several URLs with commas between them are one"
                    + " cluster"),
    REDIS_CLUSTER(
            "redis.cluster",
            "TRUNKLINE_REDIS_CLUSTER",
            "false",
            flag(),
            "whether a single URL is that of a cluster too"),
    REDIS_CA_CERTIFICATE(
            "redis.caCertificate",
            "REDIS_CA_CERTIFICATE",
            null,
            file(),
            "a PEM file with authorities that are believed beside the platform's, for rediss:// of your own"),

    FLIGHT_DIRECTORY(
            "flight.directory",
            "TRUNKLINE_FLIGHT_DIR",
            null,
            file(),
            "a folder in which calls are recorded so that trunkline replay can run them again, with what was"
                    + " said and heard, readable for its user only; none are when absent"),
    FLIGHT_ROUTES(
            "flight.routes",
            null,
            null,
            several(text()),
            "the names of the routes whose calls are, with commas between them; all when absent"),
    FLIGHT_ONE_IN_CALLS("flight.oneInCalls", null, "1", whole(1, 1_000_000), "every how many of them is recorded"),
    FLIGHT_CALL_MEGABYTES(
            "flight.callMegabytes",
            null,
            "200",
            whole(1, 2_000),
            "how long the recording of one call may become, before it is compressed; the call goes on" + " without"),
    FLIGHT_MEGABYTES(
            "flight.megabytes",
            null,
            "5000",
            whole(1, 10_000_000),
            "how much all of them may take; beyond that the oldest are deleted");

    @SuppressWarnings("ImmutableEnumChecker") // records of texts and numbers
    private final Setting setting;

    StateKey(String path, @Nullable String variable, @Nullable String usual, Shape shape, String meaning) {
        this.setting = new Setting(path, variable, usual, shape, meaning);
    }

    @Override
    public Setting setting() {
        return setting;
    }
}
