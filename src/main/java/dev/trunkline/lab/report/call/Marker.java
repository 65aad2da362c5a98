package dev.trunkline.lab.report.call;

import dev.trunkline.lab.report.Texts;
import dev.trunkline.lab.report.call.CallReport.Digit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Something that happened at one moment of the call. Immutable.
 *
 * @param atMillis when
 * @param kind what
 * @param label a few words
 * @param tip all of it
 */
record Marker(long atMillis, Kind kind, String label, String tip) {

    private static final long ONE_ENTRY_MILLIS = 1500; // keys pressed in one go

    enum Kind {
        BARGE_IN,
        TOOL,
        TRANSFER,
        DIGITS,
        END;

        String cssClass() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** All of it, as a sentence. */
    String sentence() {
        return kind == Kind.END ? Texts.upper(tip) : tip;
    }

    /** Of the whole call, in order of time. */
    static List<Marker> of(CallReport report) {
        var markers = new ArrayList<Marker>();
        for (var bargeIn : report.bargeIns()) {
            String tip = "Interrupted: the agent was silent after " + Texts.span(bargeIn.reactionMillis()) + ", "
                    + Texts.span(bargeIn.staleAudioMillis()) + " of stale sound";
            markers.add(new Marker(bargeIn.atMillis(), Kind.BARGE_IN, "interrupted", tip));
        }
        for (var call : report.toolCalls()) {
            String tip = call.name() + " " + call.parameters() + " " + Texts.ARROW + " " + call.outcome() + " after "
                    + Texts.span(call.tookMillis()) + (call.content().isEmpty() ? "" : ": " + call.content());
            markers.add(new Marker(call.atMillis(), Kind.TOOL, call.name(), tip));
        }
        for (var transfer : report.transfers()) {
            String label = Texts.ARROW + " " + transfer.destination() + ": " + transfer.outcome();
            String tip =
                    "Transfer to " + transfer.destination() + " (" + transfer.number() + "): " + transfer.outcome();
            markers.add(new Marker(transfer.atMillis(), Kind.TRANSFER, label, tip));
        }
        addDigits(markers, report.digits());
        markers.add(new Marker(report.durationMillis(), Kind.END, "call ends", CallTexts.ending(report)));
        markers.sort(Comparator.comparingLong(Marker::atMillis));
        return markers;
    }

    private static void addDigits(List<Marker> markers, List<Digit> digits) {
        for (int i = 0; i < digits.size(); ) {
            long begin = digits.get(i).atMillis();
            long last = begin;
            var keys = new StringBuilder();
            while (i < digits.size() && digits.get(i).atMillis() - last <= ONE_ENTRY_MILLIS) {
                last = digits.get(i).atMillis();
                keys.append(digits.get(i++).key());
            }
            String label = (keys.length() == 1 ? "key " : "keys ") + keys;
            markers.add(new Marker(begin, Kind.DIGITS, label, "The caller pressed " + keys));
        }
    }
}
