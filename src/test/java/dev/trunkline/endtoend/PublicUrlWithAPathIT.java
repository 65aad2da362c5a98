package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.farend.FarEnd;
import dev.trunkline.lab.farend.FarEndSettings;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.testing.FreePort;
import dev.trunkline.testing.Proxy;
import dev.trunkline.testing.SideBySide;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The public URL has a path, and nginx keeps it or takes it away. */
@SideBySide
class PublicUrlWithAPathIT {

    private static final String SOCKETS = "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;"
            + " proxy_set_header Connection upgrade; proxy_set_header X-Forwarded-For $remote_addr;";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"/base,''", "/base,/", "/phone,''", "/phone,/", "/a/b,''", "/base/,/"})
    void aSignedCallGoesThrough(String path, String upstreamPath) throws Exception {
        int publicPort = FreePort.find();
        URI publicUrl = URI.create("http://127.0.0.1:" + publicPort + path);
        String prefix = path.replaceAll("/$", "");
        try (FarEnd evi = FarEnd.start(FarEndSettings.local().speaking(48_000, 1, false));
                Trunkline bridge = Trunkline.start(ConfigReader.read(
                        Map.of(
                                "EVI_URL",
                                evi.eviUrl().toString(),
                                "TRUNKLINE_PORT",
                                "0",
                                "TRUNKLINE_BIND",
                                "127.0.0.1",
                                "TRUNKLINE_PUBLIC_URL",
                                publicUrl.toString(),
                                "TWILIO_AUTH_TOKEN",
                                WholeLine.TOKEN),
                        null));
                Proxy proxy = Proxy.nginx(
                        folder,
                        publicPort,
                        prefix + "/",
                        SOCKETS + " proxy_pass http://127.0.0.1:{port}" + upstreamPath + ";",
                        bridge.port());
                SimulatedCarrier carrier = SimulatedCarrier.start(
                        CarrierSettings.local().withAccount(CarrierSettings.SOME_ACCOUNT, WholeLine.TOKEN))) {
            PhoneCall call = PhoneCall.to(
                    URI.create("http://127.0.0.1:" + proxy.port() + prefix + "/twilio/voice"),
                    CallerScript.of(new CallerStep.Pause(500)).withPatience(1_500));

            PhoneRecord phone = carrier.place(call).get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

            assertThat(phone.ending().status()).isEqualTo("completed");
            assertThat(WholeLine.complaints(phone)).isEmpty();
        }
    }
}
