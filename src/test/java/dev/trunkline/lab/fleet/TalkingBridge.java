package dev.trunkline.lab.fleet;

import dev.trunkline.lab.fleet.call.CallerPhrases;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.net.loop.EventLoops;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bridge and far end in one, with faults of known size: answers tags by its {@link Manners}, and takes notes. */
public final class TalkingBridge implements AutoCloseable {

    private static final Pattern EVENT = Pattern.compile("\"event\":\"([a-z]+)\"");
    private static final Pattern STREAM_SID = Pattern.compile("\"streamSid\":\"(MZ[0-9a-f]{32})\"");
    private static final Pattern CALL_SID = Pattern.compile("\"callSid\":\"(CA[0-9a-f]{32})\"");
    private static final String SOUND =
            Base64.getEncoder().encodeToString(new byte[160]); // code 0 is as loud as it gets

    final List<String> messages = new CopyOnWriteArrayList<>();
    final List<HttpRequest> asked = new CopyOnWriteArrayList<>();
    volatile String voice = "<Connect><Stream url=\"/media\"/></Connect>";
    volatile int voiceStatus = 200;
    volatile String contentType = "text/xml";
    volatile String next = "<Hangup/>";
    volatile int endCode = 1_000;

    /** So many streams it ends itself, after a few frames. */
    final AtomicInteger streamsToEnd = new AtomicInteger();

    final List<String> completed = new CopyOnWriteArrayList<>();

    private final Manners manners;
    private final CallerPhrases sound;
    private final ConcurrentLinkedQueue<String> notes = new ConcurrentLinkedQueue<>();
    private final Map<String, String> callers = new ConcurrentHashMap<>();
    private final EventLoops loops = new EventLoops("talking", 1);
    private final HttpServer server;

    /**
     * How it behaves, in milliseconds.
     *
     * @param heardLate by how much its notes of what it heard are late: uplink
     * @param onItsWay how long an answer takes from its note to its first frame: downlink
     * @param clearAfter when it clears
     * @param frames of an answer
     * @param apart between two of them
     * @param breakAfter frames after which it says nothing for {@code breakMillis}
     * @param staleFrames after {@code clear}
     * @param dropEvery frame of every second answer; 0: none
     */
    record Manners(
            long heardLate,
            long onItsWay,
            long clearAfter,
            int frames,
            long apart,
            int breakAfter,
            long breakMillis,
            int staleFrames,
            int dropEvery) {
        static final Manners GOOD = new Manners(0, 0, 0, 200, 10, 0, 0, 0, 0);

        Manners late(long up, long down, long clear) {
            return new Manners(up, down, clear, frames, apart, breakAfter, breakMillis, staleFrames, dropEvery);
        }

        Manners speaking(int count, long everyMillis) {
            return new Manners(
                    heardLate,
                    onItsWay,
                    clearAfter,
                    count,
                    everyMillis,
                    breakAfter,
                    breakMillis,
                    staleFrames,
                    dropEvery);
        }

        Manners breaking(int afterFrames, long forMillis) {
            return new Manners(
                    heardLate, onItsWay, clearAfter, frames, apart, afterFrames, forMillis, staleFrames, dropEvery);
        }

        Manners stale(int count) {
            return new Manners(
                    heardLate, onItsWay, clearAfter, frames, apart, breakAfter, breakMillis, count, dropEvery);
        }

        Manners dropping(int every) {
            return new Manners(
                    heardLate, onItsWay, clearAfter, frames, apart, breakAfter, breakMillis, staleFrames, every);
        }
    }

    TalkingBridge(Manners manners, CallerPhrases sound) throws IOException {
        this.manners = manners;
        this.sound = sound;
        this.server = HttpServer.start(
                loops,
                "127.0.0.1",
                0,
                Routes.builder()
                        .http("POST", "/voice", this::ring)
                        .http("POST", "/next", (request, reply) -> {
                            asked.add(request);
                            reply.send(HttpResponse.of(200, "text/xml", "<Response>" + next + "</Response>"));
                        })
                        .http("POST", "/status", (request, reply) -> {
                            completed.add(found("CallStatus=([a-z]+)", request.bodyText()));
                            reply.send(HttpResponse.empty(204));
                        })
                        .http("GET", "/lab/notes", (request, reply) -> reply.send(HttpResponse.text(200, takeNotes())))
                        .webSocket("/media", request -> {
                            asked.add(request);
                            return new WebSocketEndpoint.Accept(new Stream(), 65_536);
                        })
                        .build());
    }

    URI webhook() {
        return URI.create("http://127.0.0.1:" + server.port() + "/voice");
    }

    URI statusUrl() {
        return URI.create("http://127.0.0.1:" + server.port() + "/status");
    }

    URI notesUrl() {
        return URI.create("http://127.0.0.1:" + server.port() + "/lab/notes");
    }

    List<String> messages(String event) {
        return messages.stream()
                .filter(text -> text.startsWith("{\"event\":\"" + event + "\""))
                .toList();
    }

    private void ring(HttpRequest request, HttpEndpoint.Reply reply) {
        asked.add(request);
        String form = URLDecoder.decode(request.bodyText(), StandardCharsets.UTF_8);
        callers.put(found("CallSid=(CA[0-9a-f]{32})", form), found("From=(\\+[0-9]+)", form));
        reply.send(HttpResponse.of(voiceStatus, contentType, "<Response>" + voice + "</Response>"));
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private String takeNotes() {
        StringBuilder taken = new StringBuilder();
        for (String note = notes.poll(); note != null; note = notes.poll()) {
            taken.append(note).append('\n');
        }
        return taken.toString();
    }

    private void note(String caller, String kind, long nanos) {
        notes.add("{\"caller\":\"" + caller + "\",\"kind\":\"" + kind + "\",\"tag\":0,\"nanos\":" + nanos + "}");
    }

    @Override
    public void close() {
        server.close();
        loops.close();
    }

    /** One call. */
    private final class Stream extends SimpleChannelInboundHandler<WebSocketFrame> {
        private String streamSid = "";
        private String caller = "";
        private String lastTag = "";
        private int answer;
        private int answers;
        private int messagesOfThis;

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            if (!(frame instanceof TextWebSocketFrame words)) {
                return; // the answer to a close
            }
            String text = words.text();
            messages.add(text);
            if (++messagesOfThis == 10 && streamsToEnd.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                ctx.writeAndFlush(new CloseWebSocketFrame(endCode, ""));
            }
            String tag = tag(text);
            boolean begins = !tag.equals(lastTag); // the frames of a tone are all the same
            lastTag = tag;
            Matcher event = EVENT.matcher(text);
            if (event.find() && "start".equals(event.group(1))) {
                streamSid = found(STREAM_SID.pattern(), text);
                caller = callers.getOrDefault(found(CALL_SID.pattern(), text), "");
            } else if (begins && "talk".equals(tag)) {
                long now = System.nanoTime();
                note(caller, "talk", now + TimeUnit.MILLISECONDS.toNanos(manners.heardLate));
                note(caller, "answer", now);
                answers++;
                int which = ++answer;
                later(ctx, manners.onItsWay, () -> speak(ctx, which, 0));
            } else if (begins && "interrupt".equals(tag)) {
                long now = System.nanoTime();
                note(caller, "interrupt", now + TimeUnit.MILLISECONDS.toNanos(manners.heardLate));
                note(caller, "interruption", now);
                later(ctx, manners.clearAfter, () -> clear(ctx));
            }
        }

        private String tag(String text) {
            return text.contains(ascii(sound.talk()[0]))
                    ? "talk"
                    : text.contains(ascii(sound.interrupt()[0])) ? "interrupt" : "";
        }

        private void clear(ChannelHandlerContext ctx) {
            answer++;
            send(ctx, "{\"event\":\"clear\",\"streamSid\":\"" + streamSid + "\"}");
            for (int i = 0; i < manners.staleFrames; i++) {
                media(ctx);
            }
        }

        private void speak(ChannelHandlerContext ctx, int which, int frames) {
            if (which != answer) {
                return;
            }
            if (frames == manners.frames) {
                send(ctx, "{\"event\":\"mark\",\"streamSid\":\"" + streamSid + "\",\"mark\":{\"name\":\"end\"}}");
                return;
            }
            boolean dropped = manners.dropEvery > 0 && answers % 2 == 0 && frames % manners.dropEvery == 1;
            if (!dropped) {
                media(ctx);
            }
            boolean breaks = frames + 1 == manners.breakAfter;
            later(ctx, breaks ? manners.breakMillis : manners.apart, () -> speak(ctx, which, frames + 1));
        }

        private void media(ChannelHandlerContext ctx) {
            send(
                    ctx,
                    "{\"event\":\"media\",\"streamSid\":\"" + streamSid + "\",\"media\":{\"payload\":\"" + SOUND
                            + "\"}}");
        }

        private void send(ChannelHandlerContext ctx, String text) {
            ctx.writeAndFlush(new TextWebSocketFrame(text));
        }

        private void later(ChannelHandlerContext ctx, long millis, Runnable task) {
            ctx.executor().schedule(task, millis, TimeUnit.MILLISECONDS);
        }
    }

    public static String ascii(byte[] base64) {
        return new String(base64, StandardCharsets.US_ASCII);
    }
}
