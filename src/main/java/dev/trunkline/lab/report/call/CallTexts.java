package dev.trunkline.lab.report.call;

import dev.trunkline.lab.report.Texts;

/** How a call's parties and its end are said to people. Thread-safe. */
final class CallTexts {

    private static final String TRANSFERRED = "transferred"; // the end that was itself the transfer

    private CallTexts() {}

    static String ending(CallReport report) {
        String how = switch (report.endedBy()) {
            case CALLER -> "the caller hung up";
            case AGENT -> "the agent hung up";
            case CARRIER -> "the carrier ended the call";
            case AI -> "the AI ended the call";
            case US -> "the bridge ended the call";
        };
        String to = report.transferredTo();
        if (to != null && report.end().equals(TRANSFERRED)) {
            return "put through to " + to;
        }
        return to == null ? how : "put through to " + to + ", then " + how;
    }

    /** What came of it. */
    static String headline(CallReport report) {
        return Texts.upper(ending(report))
                + (report.bridgeRecord() && report.utterances() > 0 ? ": understood " + understood(report) : "");
    }

    /** 5 of 5. */
    static String understood(CallReport report) {
        return report.understood() + " of " + report.utterances();
    }

    static String parties(CallReport report) {
        return party(report.from()) + " called " + party(report.to());
    }

    private static String party(String number) {
        return number.isBlank() ? "somebody" : number;
    }
}
