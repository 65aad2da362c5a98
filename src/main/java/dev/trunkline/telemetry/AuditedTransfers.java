package dev.trunkline.telemetry;

import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallListener;
import dev.trunkline.call.FarEndEvent.ToolAnswered;

/**
 * Notes in the audit log what a model asked for in vain: somebody to be dialled who is not configured. What it named is not
 * written: a caller may have dictated it. Thread-safe.
 */
public final class AuditedTransfers implements CallListener {

    private static final String TRANSFER_TOOL = "transfer_call";

    private final AuditLog audit = new AuditLog();

    @Override
    public void onEvent(String callSid, long atNanos, CallEvent event) {
        if (event instanceof ToolAnswered answered
                && answered.tool().name().equals(TRANSFER_TOOL)
                && answered.outcome().equals("bad_parameters")) {
            audit.call("transfer", callSid, "refused")
                    .addKeyValue("reason", "no_such_destination")
                    .log(AuditLog.CALL);
        }
    }
}
