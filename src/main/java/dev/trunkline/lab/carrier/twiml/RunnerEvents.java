package dev.trunkline.lab.carrier.twiml;

import dev.trunkline.lab.carrier.rest.CarrierFailure;

/** Is told what a TwiML document does to the call as a whole. Called on the call's loop. */
public interface RunnerEvents {

    /** The call is picked up; told again before each verb. */
    void onAnswered();

    /** The document hangs up, or has come to its end. */
    void onHangUp();

    /**
     * The call is refused.
     *
     * @param status busy or no-answer
     */
    void onRejected(String status);

    /** Twilio cannot go on. */
    void onFailure(CarrierFailure failure);

    /** What {@code CallStatus} a webhook is told. */
    String callStatus();
}
