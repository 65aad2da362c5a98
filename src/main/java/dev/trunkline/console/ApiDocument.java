package dev.trunkline.console;

import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.ops.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The document of this API, for people and their tools: {@code GET /api/openapi.yaml}. Immutable. */
public final class ApiDocument {

    private static final String FILE = "openapi.yaml";

    private final HttpResponse document;

    private ApiDocument(byte[] yaml) {
        this.document = new HttpResponse(200, "application/yaml", yaml, Map.of());
    }

    /** That of this build. */
    public static ApiDocument read() {
        try (InputStream in = ApiDocument.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + FILE);
            }
            return new ApiDocument(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds it. */
    public void contribute(Routes.Builder routes, AdminGate gate) {
        routes.http(
                "GET",
                "/api/openapi.yaml",
                gate.guard(Role.VIEWER, "read_openapi", (request, reply) -> reply.send(document)));
    }
}
