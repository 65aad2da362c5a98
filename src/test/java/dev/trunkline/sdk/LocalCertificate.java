package dev.trunkline.sdk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A certificate for {@code localhost}, made by the JDK's keytool, for what speaks https only. Immutable. */
record LocalCertificate(Path keyStore, Path certificate) {

    private static final String PASSWORD = "changeit";

    static LocalCertificate in(Path directory) throws IOException, InterruptedException {
        Path keyStore = directory.resolve("local.p12").toAbsolutePath();
        Path certificate = directory.resolve("local.pem").toAbsolutePath();
        keytool("-genkeypair -alias local -keyalg EC -dname CN=localhost -ext SAN=dns:localhost -validity 2", keyStore);
        keytool("-exportcert -rfc -alias local -file " + certificate, keyStore);
        return new LocalCertificate(keyStore, certificate);
    }

    /** What makes Node.js trust it and find it. */
    Map<String, String> environment() {
        return Map.of(
                "NODE_EXTRA_CA_CERTS", certificate.toString(),
                "TLS_KEYSTORE", keyStore.toString(),
                "TLS_PASSWORD", PASSWORD);
    }

    private static void keytool(String arguments, Path keyStore) throws IOException, InterruptedException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", keyStore.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + output);
        }
    }
}
