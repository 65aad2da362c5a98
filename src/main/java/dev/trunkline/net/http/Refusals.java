package dev.trunkline.net.http;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs those who are not let in; strangers fill no disk, since the log takes only so many of a kind. Thread-safe. */
public final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Consumer<String> counter;

    /** @param counter is told each reason, a label out of a closed set */
    public Refusals(Consumer<String> counter) {
        this.counter = counter;
    }

    /** Notes one, whose answer this is. */
    public HttpResponse note(String reason, HttpResponse answer) {
        counter.accept(reason);
        LOG.atWarn()
                .addKeyValue("reason", reason)
                .addKeyValue("status", answer.status())
                .log("request refused");
        return answer;
    }
}
