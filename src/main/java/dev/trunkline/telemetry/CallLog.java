package dev.trunkline.telemetry;

import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallListener;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.phone.PhoneAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One structured line per fact, with the call's sid. What people said is logged at TRACE only, numbers are masked.
 * Thread-safe.
 */
public final class CallLog implements CallListener {

    private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);
    private static final long NANOS_PER_MILLI = 1_000_000;

    @Override
    public void onEvent(String callSid, long atNanos, CallEvent event) {
        if (event instanceof CallEvent.Answered answered) {
            IncomingCall call = answered.call();
            fact(LOG.atInfo(), callSid)
                    .addKeyValue("streamSid", call.streamSid())
                    .addKeyValue("from", PhoneAddress.of(call.from()).masked())
                    .addKeyValue("to", PhoneAddress.of(call.to()).masked())
                    .addKeyValue("route", answered.route())
                    .addKeyValue("resumed", answered.resumed())
                    .log("call answered");
        } else if (event instanceof CallEvent.Refused refused) {
            fact(LOG.atInfo(), callSid)
                    .addKeyValue("from", PhoneAddress.of(refused.from()).masked())
                    .addKeyValue("to", PhoneAddress.of(refused.to()).masked())
                    .addKeyValue("reason", refused.reason())
                    .log("call refused");
        } else if (event instanceof CallEvent.AiReady ready) {
            fact(LOG.atInfo(), callSid)
                    .addKeyValue("chatId", ready.chatId())
                    .addKeyValue("chatGroupId", ready.chatGroupId())
                    .addKeyValue("connectMillis", ready.connectNanos() / NANOS_PER_MILLI)
                    .log("agent ready");
        } else if (event instanceof CallEvent.AiGone gone) {
            fact(LOG.atWarn(), callSid)
                    .addKeyValue("kind", gone.loss().kind())
                    .addKeyValue("closeCode", gone.loss().closeCode())
                    .addKeyValue("detail", gone.loss().detail())
                    .addKeyValue("retrying", gone.retrying())
                    .log("agent gone");
        } else if (event instanceof CallEvent.AiReported reported) {
            fact(LOG.atWarn(), callSid)
                    .addKeyValue("code", reported.problem().code())
                    .addKeyValue("slug", reported.problem().slug())
                    .log("agent reported an error");
        } else if (event instanceof CallEvent.ToolAnswered answered) {
            fact(LOG.atInfo(), callSid)
                    .addKeyValue("tool", answered.tool().name())
                    .addKeyValue("outcome", answered.outcome())
                    .addKeyValue("tookMillis", answered.nanos() / NANOS_PER_MILLI)
                    .log("tool answered");
        } else if (event instanceof CallEvent.TookBack taken) {
            fact(LOG.atInfo(), callSid).addKeyValue("end", taken.end().label()).log("end taken back");
        } else if (event instanceof CallEvent.Ended ended) {
            fact(LOG.atInfo(), callSid)
                    .addKeyValue("end", ended.end().label())
                    .addKeyValue("blame", ended.end().blame().label())
                    .addKeyValue("durationMillis", ended.durationNanos() / NANOS_PER_MILLI)
                    .addKeyValue("transferredTo", ended.transferredTo())
                    .log("call ended");
        } else {
            detail(callSid, event);
        }
    }

    private static void detail(String callSid, CallEvent event) {
        if (event instanceof CallEvent.BargedIn bargedIn) {
            fact(LOG.atDebug(), callSid)
                    .addKeyValue("cause", bargedIn.cause().label())
                    .addKeyValue("droppedMillis", bargedIn.droppedMillis())
                    .log("caller interrupted");
        } else if (event instanceof CallEvent.Underrun underrun) {
            fact(LOG.atDebug(), callSid)
                    .addKeyValue("gapMillis", underrun.nanos() / NANOS_PER_MILLI)
                    .log("phone ran dry");
        } else if (event instanceof CallEvent.FrameRejected rejected) {
            fact(LOG.atDebug(), callSid)
                    .addKeyValue("leg", rejected.leg())
                    .addKeyValue("reason", rejected.reason())
                    .log("message dropped");
        } else {
            fact(LOG.atTrace(), callSid).addKeyValue("event", event).log("call event");
        }
    }

    private static LoggingEventBuilder fact(LoggingEventBuilder line, String callSid) {
        return line.addKeyValue("callSid", callSid);
    }
}
