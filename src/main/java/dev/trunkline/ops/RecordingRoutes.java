package dev.trunkline.ops;

import dev.trunkline.net.http.BodySource;
import dev.trunkline.net.http.ByteRange;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import dev.trunkline.recording.CallRecordings;
import dev.trunkline.recording.Hold;
import dev.trunkline.recording.StoredRecording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What operators ask of recordings: {@code GET /api/records/{sid}/recording} with ranges, and pausing a live one. Every reading is audited.
 * Thread-safe.
 */
public final class RecordingRoutes {

    private static final int PART_BYTES = 64 * 1024;
    private static final String SID = "sid";
    private static final HttpResponse DONE = HttpResponse.empty(204);

    private final @Nullable CallRecordings recordings;

    /** @param recordings null where nothing is kept */
    public RecordingRoutes(@Nullable CallRecordings recordings) {
        this.recordings = recordings;
    }

    /** Adds them, for those whom the gate lets in. */
    public void contribute(Routes.Builder routes, AdminGate gate) {
        routes.http(
                "GET",
                "/api/records/{sid}/recording",
                gate.guard(Role.OPERATOR, "read_recording", this::readRecording));
        routes.http(
                "POST",
                "/api/calls/{sid}/recording/pause",
                gate.guard(Role.OPERATOR, "pause_recording", (request, reply) -> reply.send(pause(request, true))));
        routes.http(
                "POST",
                "/api/calls/{sid}/recording/resume",
                gate.guard(Role.OPERATOR, "resume_recording", (request, reply) -> reply.send(pause(request, false))));
    }

    private HttpResponse pause(HttpRequest request, boolean isPaused) {
        return recordings != null && recordings.pause(request.pathParameter(SID), Hold.OPERATOR, isPaused)
                ? DONE
                : error(404, "sid is of no call that is being recorded here; GET /api/calls lists those that go on");
    }

    private void readRecording(HttpRequest request, HttpEndpoint.Reply reply) {
        CallRecordings kept = recordings;
        if (kept == null) {
            reply.send(error(404, "nothing is recorded here: data.directory is not configured"));
            return;
        }
        kept.open(request.pathParameter(SID)).whenComplete((recording, failure) -> {
            if (failure != null) {
                reply.send(error(500, "the recording cannot be opened: " + message(failure)));
            } else if (recording == null) {
                reply.send(error(404, "sid is of no call that has a recording here"));
            } else {
                send(request, reply, kept, recording);
            }
        });
    }

    private static void send(
            HttpRequest request, HttpEndpoint.Reply reply, CallRecordings kept, StoredRecording recording) {
        long total = recording.lengthBytes();
        ByteRange range = ByteRange.read(request.header("Range"), total);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept-Ranges", "bytes");
        headers.put("Cache-Control", "no-store");
        headers.put(
                "Content-Disposition",
                "inline; filename=\"" + request.pathParameter(SID) + (isWav(recording) ? ".wav\"" : ".ogg\""));
        if (range != null) {
            headers.put("Content-Range", range.of(total));
        }
        if (range != null && !range.isSatisfiable()) {
            close(recording);
            reply.send(new HttpResponse(416, "", new byte[0], headers));
            return;
        }
        long from = range == null ? 0 : range.from();
        long length = range == null ? total : range.lengthBytes();
        reply.send(
                new HttpResponse(range == null ? 200 : 206, recording.format().contentType(), new byte[0], headers),
                new Body(kept, recording, from, length));
    }

    private static boolean isWav(StoredRecording recording) {
        return recording.format().contentType().equals("audio/wav");
    }

    private static void close(StoredRecording recording) {
        try {
            recording.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String message(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage());
    }

    private static HttpResponse error(int status, String words) {
        return HttpResponse.json(status, "{\"error\":\"" + words.replaceAll("[\"\\\\\\p{Cntrl}]", "'") + "\"}");
    }

    /** A part of a recording, read and opened by the writers' threads. */
    private static final class Body implements BodySource {
        private final CallRecordings recordings;
        private final StoredRecording recording;
        private final long lengthBytes;
        private final long end;
        private long at;

        Body(CallRecordings recordings, StoredRecording recording, long from, long lengthBytes) {
            this.recordings = recordings;
            this.recording = recording;
            this.lengthBytes = lengthBytes;
            this.at = from;
            this.end = from + lengthBytes;
        }

        @Override
        public long lengthBytes() {
            return lengthBytes;
        }

        @Override
        public CompletableFuture<byte[]> next() {
            return recordings
                    .read(recording, at, (int) Math.min(PART_BYTES, end - at))
                    .thenApply(part -> {
                        at += part.length;
                        return part;
                    });
        }

        @Override
        public void close() {
            RecordingRoutes.close(recording);
        }
    }
}
