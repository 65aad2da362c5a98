package dev.trunkline.cli;

import dev.trunkline.app.Finding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the carrier calls, asked for as anybody could. Blocks. */
final class PublicUrl {

    private static final String WHAT = "public URL";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int GOOD = 200;

    private PublicUrl() {}

    /** @param url null where none is configured */
    static Finding finding(@Nullable URI url) {
        if (url == null) {
            return Finding.absent(WHAT, "none: only this machine can call (TRUNKLINE_PUBLIC_URL)");
        }
        URI health = URI.create(url.toString().replaceAll("/+$", "") + "/healthz");
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        try {
            int status = client.send(
                            HttpRequest.newBuilder(health).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status == GOOD
                    ? Finding.ok(WHAT, health + " answers")
                    : Finding.notOk(WHAT, health + " answers with " + status + "; does the proxy lead to this bridge?");
        } catch (IOException e) {
            return Finding.notOk(
                    WHAT,
                    health + " cannot be reached from here (" + e.getClass().getSimpleName()
                            + "); is serve running, and do DNS, certificate and proxy lead to it?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.notOk(WHAT, "was not waited for");
        }
    }
}
