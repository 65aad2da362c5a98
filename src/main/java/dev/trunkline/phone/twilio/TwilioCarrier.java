package dev.trunkline.phone.twilio;

import dev.trunkline.net.http.CrossOrigin;
import dev.trunkline.net.http.Refusals;
import dev.trunkline.net.http.Routes;
import dev.trunkline.phone.CarrierEvents;
import dev.trunkline.phone.SoftphoneLine;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The carrier's side of the bridge: everything under {@code /twilio/}. Thread-safe. */
public final class TwilioCarrier {

    private final TwilioSettings settings;
    private final CarrierEvents bridge;
    private final SignedLinks links;
    private final TwilioWebhooks webhooks;
    private final TwilioSoftphones softphones;
    private final MediaEndpoint media;
    private final WebhookGate gate;

    /**
     * @param bridge what answers the calls
     * @param urlKeys sign the URLs that come back to us: {@link TwilioSettings#urlKeys}
     * @param rest tells Twilio what comes next while this node drains; null: it is always asked
     * @param others is asked whether another node has used a stream's token
     */
    public TwilioCarrier(
            TwilioSettings settings,
            CarrierEvents bridge,
            List<byte[]> urlKeys,
            @Nullable TwilioRest rest,
            TokenUses others) {
        this(settings, bridge, urlKeys, rest, others, System::nanoTime);
    }

    TwilioCarrier(
            TwilioSettings settings,
            CarrierEvents bridge,
            List<byte[]> urlKeys,
            @Nullable TwilioRest rest,
            TokenUses others,
            LongSupplier clockNanos) {
        this.settings = settings;
        this.bridge = bridge;
        this.links = new SignedLinks(urlKeys, InstantSource.system());
        this.gate = new WebhookGate(settings, bridge);
        StreamTokens tokens = new StreamTokens(new SealedGrants(urlKeys, InstantSource.system()), others, clockNanos);
        this.webhooks = new TwilioWebhooks(settings, bridge, gate, tokens, links, clockNanos);
        List<byte[]> softphoneKeys = urlKeys.stream()
                .map(key -> new Hmac("HmacSHA256", key).of("trunkline softphone"))
                .toList();
        this.softphones = new TwilioSoftphones(
                bridge,
                new StreamTokens(new SealedGrants(softphoneKeys, InstantSource.system()), others, clockNanos),
                new SoftphoneSids(softphoneKeys));
        this.media = new MediaEndpoint(
                settings,
                bridge,
                gate,
                tokens,
                softphones,
                new DrainHandover(bridge, rest, webhooks),
                new DrainHandover(bridge, null, webhooks));
        // The JDK looks for its XML classes at the first document, which takes longer than a loop may be held.
        Twiml.hangUp();
    }

    /**
     * Adds the webhooks and the media streams. Twilio sends no {@code Origin}; a browser does, and a page from elsewhere must
     * not open streams on its user's machine.
     */
    public void contribute(Routes.Builder routes) {
        boolean trustsThisMachine = settings.authToken() == null && settings.isLocal();
        routes.crossOrigin(
                CrossOrigin.ownPages(settings.publicUrl(), trustsThisMachine, new Refusals(bridge::rejected)));
        webhooks.contribute(routes);
        media.contribute(routes);
    }

    /** What places calls by {@code rest}. */
    public TwilioOutbound outbound(TwilioRest rest) {
        return new TwilioOutbound(settings, gate, webhooks, new TwilioPlacing(rest));
    }

    /** Calls from browsers. */
    public SoftphoneLine softphones() {
        return softphones;
    }

    /** Adds the media streams of {@link #softphones} alone, for a port that the carrier does not reach. */
    public void contributeSoftphones(Routes.Builder routes) {
        media.contributeSoftphones(routes);
    }

    /**
     * Where a running call is to be sent by REST so that {@link CarrierEvents#next} is asked about it; new each time.
     *
     * @param attempt how many streams the call has had
     */
    public URI nextUrl(String callSid, int attempt) {
        return URI.create(settings.url(links.pathAndQuery(TwilioWebhooks.NEXT, callSid, attempt)));
    }
}
