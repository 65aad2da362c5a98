package dev.trunkline.phone.twilio;

import dev.trunkline.phone.CarrierEvents;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.SoftphoneLine;
import dev.trunkline.phone.twilio.StreamTokens.Redemption;
import java.util.concurrent.CompletionStage;

/**
 * Browsers that speak Twilio's Media Streams protocol in Twilio's place. No signature can be asked of them: what lets one in is a token
 * of a kind of its own, which whoever was let in by the API has got for one stream. Thread-safe.
 */
final class TwilioSoftphones implements SoftphoneLine {

    private static final String PREFIX = "softphone."; // a dot stands in no other token

    private final CarrierEvents bridge;
    private final StreamTokens tokens;
    private final SoftphoneSids sids;

    /** @param tokens sealed with another key than the carrier's, so that neither kind opens what the other does */
    TwilioSoftphones(CarrierEvents bridge, StreamTokens tokens, SoftphoneSids sids) {
        this.bridge = bridge;
        this.tokens = tokens;
        this.sids = sids;
    }

    @Override
    public Answer ring(String to) {
        String callSid = sids.newCall();
        return answer(bridge.ring(callSid, CALLER, to), callSid, to);
    }

    @Override
    public CompletionStage<Answer> next(String callSid, String to, int streams) {
        return bridge.recollect(callSid, CALLER)
                .thenApply(done -> answer(
                        bridge.next(new CarrierEvents.Question(callSid, streams, CALLER, to, null)), callSid, to));
    }

    private Answer answer(CarrierInstruction instruction, String callSid, String to) {
        if (instruction instanceof GoOn) {
            String token = tokens.mint(new StreamGrant(callSid, CALLER, to));
            return new Answer.Stream(callSid, sids.newStream(), MediaEndpoint.PATH + "/" + PREFIX + token);
        }
        hangUp(callSid); // a place in a line, a transfer that is expected: nothing of it will come
        return new Answer.Over(instruction);
    }

    @Override
    public void hangUp(String callSid) {
        bridge.completed(callSid);
    }

    @Override
    public boolean isOurs(String callSid) {
        return sids.isOurs(callSid);
    }

    /** Whether a token of a stream's path is of this kind. */
    static boolean isToken(String token) {
        return token.startsWith(PREFIX);
    }

    CompletionStage<Redemption> redeem(String token) {
        return tokens.redeem(token.substring(PREFIX.length()));
    }
}
