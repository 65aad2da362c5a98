package dev.trunkline.net.http;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts all those who are not let in, and logs of one address and one reason a line in ten seconds: strangers fill no disk.
 * Thread-safe.
 */
public final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Consumer<String> counter;
    private final PeerFailures failures = new PeerFailures(System::nanoTime);

    /** @param counter is told each reason, a label out of a closed set */
    public Refusals(Consumer<String> counter) {
        this.counter = counter;
    }

    /** Notes one, whose answer this is. */
    public HttpResponse note(String reason, HttpRequest.Sender sender, HttpResponse answer) {
        return note(reason, sender.address(), answer);
    }

    HttpResponse note(String reason, String address, HttpResponse answer) {
        counter.accept(reason);
        PeerFailures.Noted noted = failures.note(address, reason);
        if (noted.isTold()) {
            LOG.atWarn()
                    .addKeyValue("reason", reason)
                    .addKeyValue("peer", address)
                    .addKeyValue("status", answer.status())
                    .addKeyValue("leftOut", noted.leftOut() == 0 ? null : noted.leftOut())
                    .log("request refused");
        }
        return answer;
    }
}
