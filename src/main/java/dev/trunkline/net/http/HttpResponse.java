package dev.trunkline.net.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP response, whole. Immutable.
 *
 * @param status such as 200
 * @param contentType with its charset; "" for none
 * @param body the bytes
 * @param headers further headers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never written to after construction
public record HttpResponse(int status, String contentType, byte[] body, Map<String, String> headers) {

    public static HttpResponse of(int status, String contentType, String body) {
        return new HttpResponse(status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static HttpResponse text(int status, String body) {
        return of(status, "text/plain; charset=utf-8", body);
    }

    public static HttpResponse json(int status, String body) {
        return of(status, "application/json", body);
    }

    /** The same, and the connection is given up after it: whoever was refused has to come again. */
    public HttpResponse closing() {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put("Connection", "close");
        return new HttpResponse(status, contentType, body, more);
    }

    public static HttpResponse empty(int status) {
        return of(status, "", "");
    }
}
