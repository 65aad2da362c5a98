package dev.trunkline.lab.carrier.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpEndpoint.Reply;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The Calls resource of Twilio's REST API, as far as a bridge uses it. Thread-safe. */
public final class RestApi {

    private static final String CALLS = "/" + CallIdentity.API_VERSION + "/Accounts/{account}/Calls";
    private static final String JSON_SUFFIX = ".json";
    private static final long LONGEST_MILLIS = 14_400_000; // Twilio's own limit: four hours
    private static final int MAX_TWIML_CHARACTERS = 4_000;
    private static final int DEFAULT_PAGE = 50;
    private static final int MAX_PAGE = 1_000;
    private static final long LONGEST_RING_MILLIS = 60_000;
    private static final URI NO_URL = URI.create("");

    /** Twilio's code for a To that is no number. */
    public static final int INVALID_TO = 21_211;

    /** Twilio's code for trouble of its own. */
    public static final int SERVER_ERROR = 20_500;

    private final CarrierAccount account;
    private final Map<String, CallEntry> calls;
    private final Function<OutgoingCall, CallEntry> outgoing;
    private final Executor slow;

    /** Of one account; {@code outgoing} places a call on a thread of {@code slow}. */
    public RestApi(
            CarrierAccount account,
            Map<String, CallEntry> calls,
            Function<OutgoingCall, CallEntry> outgoing,
            Executor slow) {
        this.account = account;
        this.calls = calls;
        this.outgoing = outgoing;
        this.slow = slow;
    }

    /** To be served. */
    public Routes routes() {
        return Routes.builder()
                .http("POST", CALLS + JSON_SUFFIX, guarded(this::create))
                .http("GET", CALLS + JSON_SUFFIX, guarded(this::list))
                .http("GET", CALLS + "/{call}", guarded(this::show))
                .http("POST", CALLS + "/{call}", guarded(this::update))
                .build();
    }

    private HttpEndpoint guarded(HttpEndpoint endpoint) {
        return (request, reply) -> {
            if (!isAllowed(request)) {
                reply.send(error(401, 20_003, "Authenticate"));
            } else if (!account.sid().equals(request.pathParameter("account"))) {
                reply.send(notFound(request));
            } else {
                endpoint.handle(request, reply);
            }
        };
    }

    private void create(HttpRequest request, Reply reply) {
        Map<String, List<String>> form = form(request);
        String to = value(form, "To");
        String from = value(form, "From");
        String twiml = value(form, "Twiml");
        String url = value(form, "Url");
        if (to == null) {
            reply.send(error(400, 21_201, "No 'To' number is specified"));
        } else if (from == null) {
            reply.send(error(400, 21_213, "'From' phone number is required"));
        } else if ((url == null) == (twiml == null) || !isUrl(url)) {
            reply.send(error(400, 21_205, "Url parameter is required, and has to be a URL"));
        } else if (twiml != null && twiml.length() > MAX_TWIML_CHARACTERS) {
            reply.send(error(400, 21_205, "Twiml parameter is too long"));
        } else {
            String callback = value(form, "StatusCallback");
            String limit = value(form, "TimeLimit");
            var order = new OutgoingCall(
                    from,
                    to,
                    twiml,
                    url == null ? NO_URL : URI.create(url),
                    method(form),
                    limit == null ? LONGEST_MILLIS : 1_000 * Long.parseLong(limit),
                    callback == null ? null : URI.create(callback),
                    form.containsKey("StatusCallbackEvent")
                            ? Set.copyOf(form.getOrDefault("StatusCallbackEvent", List.of()))
                            : StatusReports.ONLY_THE_END,
                    1_000L * number(value(form, "Timeout"), (int) (LONGEST_RING_MILLIS / 1_000), 600),
                    machineCallback(form));
            slow.execute(() -> reply.send(placed(order)));
        }
    }

    private HttpResponse placed(OutgoingCall order) {
        try {
            return HttpResponse.json(201, outgoing.apply(order).json());
        } catch (CarrierFailure e) {
            return error(e.code() == SERVER_ERROR ? 500 : 400, e.code(), String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable URI machineCallback(Map<String, List<String>> form) {
        String callback = value(form, "AsyncAmdStatusCallback");
        boolean isAsked = value(form, "MachineDetection") != null && "true".equals(value(form, "AsyncAmd"));
        return callback == null || !isAsked ? null : URI.create(callback);
    }

    /** Newest first, as docs "Call resource, read multiple" has it, in pages of {@code PageSize}. */
    private void list(HttpRequest request, Reply reply) {
        String status = request.queryValue("Status");
        String to = request.queryValue("To");
        String from = request.queryValue("From");
        int size = number(request.queryValue("PageSize"), DEFAULT_PAGE, MAX_PAGE);
        int page = number(request.queryValue("Page"), 0, Integer.MAX_VALUE);
        List<CallEntry> all = calls.values().stream()
                .filter(call -> status == null || status.equals(call.status()))
                .filter(call -> (to == null || to.equals(call.to())) && (from == null || from.equals(call.from())))
                .sorted(Comparator.comparing(CallEntry::created).reversed())
                .toList();
        int first = (int) Math.min((long) page * size, all.size());
        int end = Math.min(first + size, all.size());
        String path = request.path() + "?" + (status == null ? "" : "Status=" + status + "&") + "PageSize=" + size;
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        all.subList(first, end).forEach(call -> json.withArray("calls").add(call.tree()));
        json.withArray("calls");
        json.put("page", page)
                .put("page_size", size)
                .put("start", first)
                .put("end", Math.max(first, end - 1))
                .put("uri", path + "&Page=" + page)
                .put("first_page_uri", path + "&Page=0")
                .put("next_page_uri", end < all.size() ? path + "&Page=" + (page + 1) : null)
                .put("previous_page_uri", page == 0 ? null : path + "&Page=" + (page - 1));
        reply.send(HttpResponse.json(200, json.toString()));
    }

    private static int number(@Nullable String digits, int otherwise, int most) {
        return digits == null || !digits.matches("[0-9]{1,9}") ? otherwise : Math.min(Integer.parseInt(digits), most);
    }

    private void show(HttpRequest request, Reply reply) {
        CallEntry entry = entry(request);
        reply.send(entry == null ? notFound(request) : HttpResponse.json(200, entry.json()));
    }

    private void update(HttpRequest request, Reply reply) {
        CallEntry entry = entry(request);
        if (entry == null) {
            reply.send(notFound(request));
            return;
        }
        CallControl live = entry.live();
        Map<String, List<String>> form = form(request);
        String status = value(form, "Status");
        String twiml = value(form, "Twiml");
        String url = value(form, "Url");
        Runnable done = () -> reply.send(HttpResponse.json(200, entry.json()));
        if (live == null) {
            reply.send(error(400, 21_220, "Call is not in-progress. Cannot redirect."));
        } else if ("completed".equals(status) || ("canceled".equals(status) && isWaiting(entry))) {
            live.complete(done);
        } else if (twiml != null || (url != null && isUrl(url))) {
            live.redirect(twiml, url == null ? NO_URL : URI.create(url), method(form), done);
        } else if (url != null) {
            reply.send(error(400, 21_205, "Url is not a valid URL: " + url));
        } else {
            done.run();
        }
    }

    private @Nullable CallEntry entry(HttpRequest request) {
        String name = request.pathParameter("call");
        return name.endsWith(JSON_SUFFIX) ? calls.get(name.substring(0, name.length() - JSON_SUFFIX.length())) : null;
    }

    private boolean isAllowed(HttpRequest request) {
        String token = account.authToken();
        if (token == null) {
            return true;
        }
        String header = request.header("Authorization");
        List<String> allowed = new ArrayList<>();
        allowed.add(basic(account.sid(), token));
        account.apiKeys().forEach((user, secret) -> allowed.add(basic(user, secret)));
        return header != null && allowed.stream().anyMatch(expected -> isSame(expected, header));
    }

    private static boolean isSame(String expected, String actual) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
    }

    private static String basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static boolean isWaiting(CallEntry entry) {
        return "queued".equals(entry.status()) || "ringing".equals(entry.status());
    }

    private static boolean isUrl(@Nullable String url) {
        if (url == null) {
            return true;
        }
        try {
            return URI.create(url).isAbsolute();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String method(Map<String, List<String>> form) {
        String method = value(form, "Method");
        return method == null ? "POST" : method;
    }

    private static @Nullable String value(Map<String, List<String>> form, String name) {
        List<String> values = form.getOrDefault(name, List.of());
        return values.isEmpty() || values.get(0).isEmpty() ? null : values.get(0);
    }

    private static Map<String, List<String>> form(HttpRequest request) {
        return new QueryStringDecoder(request.bodyText(), false).parameters();
    }

    private static HttpResponse notFound(HttpRequest request) {
        return error(404, 20_404, "The requested resource " + request.path() + " was not found");
    }

    private static HttpResponse error(int status, int code, String message) {
        return HttpResponse.json(
                status,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("code", code)
                        .put("message", message)
                        .put("more_info", "https://www.twilio.com/docs/errors/" + code)
                        .put("status", status)
                        .toString());
    }
}
