package dev.trunkline.ops;

import dev.trunkline.net.http.BodySource;
import dev.trunkline.record.RecordPage;
import dev.trunkline.record.RecordQuery;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Many records as the body of an answer, a page of them at a time, so that a million needs no memory. Used by one answer. */
final class RecordExport<T> implements BodySource {

    /** What it begins with, how one record is written (told whether it is the first), and what it ends with. */
    record Format<T>(String head, BiFunction<T, Boolean, String> each, String tail) {}

    private final Function<RecordQuery, CompletionStage<RecordPage<T>>> pages;
    private final RecordQuery query;
    private final Format<T> format;
    private @Nullable RecordPage<T> first;
    private @Nullable String next;
    private boolean begun;
    private boolean ended;

    /** @param first the page that was already read: whether there is anything to be had is known before the answer begins */
    RecordExport(
            Function<RecordQuery, CompletionStage<RecordPage<T>>> pages,
            RecordQuery query,
            RecordPage<T> first,
            Format<T> format) {
        this.pages = pages;
        this.query = query;
        this.first = first;
        this.format = format;
    }

    @Override
    public long lengthBytes() {
        return UNKNOWN;
    }

    @Override
    public CompletableFuture<byte[]> next() {
        RecordPage<T> read = first;
        first = null;
        if (ended) {
            return CompletableFuture.completedFuture(new byte[0]);
        }
        if (read != null) {
            return CompletableFuture.completedFuture(bytes(read));
        }
        String after = next;
        RecordQuery.Cursor cursor = after == null ? null : RecordQuery.Cursor.parse(after);
        return pages.apply(query.after(cursor)).thenApply(this::bytes).toCompletableFuture();
    }

    private byte[] bytes(RecordPage<T> page) {
        StringBuilder text = new StringBuilder(begun ? "" : format.head());
        boolean isFirst = !begun;
        for (T record : page.records()) {
            text.append(format.each().apply(record, isFirst));
            isFirst = false;
        }
        begun = true;
        next = page.next();
        ended = next == null;
        return (ended ? text.append(format.tail()) : text).toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        ended = true;
    }
}
