package dev.trunkline.lab.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate that vouches for itself, good for a few days, and its key (EC, P-256), as PEM files. Who is to believe it
 * takes the same file for an authority. Immutable.
 *
 * @param certificate for everybody
 * @param key PKCS#8, which only its owner may read
 */
public record SelfMadeCertificate(Path certificate, Path key) {

    private static final String ALIAS = "self";
    private static final String PASSWORD = "in-one-folder-for-one-moment";
    private static final long LONGEST_SECONDS = 60;

    /**
     * Has the JDK's keytool make one. Blocks for a second.
     *
     * @param folder where the files go
     * @param name of the files
     * @param alternativeNames what it is good for, such as {@code dns:localhost} and {@code ip:127.0.0.1}
     * @throws IOException when this JDK has no keytool, or it does not like its orders
     */
    public static SelfMadeCertificate create(Path folder, String name, List<String> alternativeNames)
            throws IOException {
        Path store = folder.resolve(name + ".p12");
        run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=trunkline " + name,
                "-ext",
                "SAN=" + String.join(",", alternativeNames),
                "-validity",
                "7",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString()));
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore made = KeyStore.getInstance("PKCS12");
            made.load(in, PASSWORD.toCharArray());
            Path key = folder.resolve(name + ".key");
            writeForOwner(
                    key,
                    pem(
                            "PRIVATE KEY",
                            made.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
            Path certificate = folder.resolve(name + ".crt");
            Files.writeString(
                    certificate, pem("CERTIFICATE", made.getCertificate(ALIAS).getEncoded()));
            return new SelfMadeCertificate(certificate, key);
        } catch (GeneralSecurityException e) {
            throw new IOException("what keytool made cannot be read", e);
        } finally {
            Files.deleteIfExists(store);
        }
    }

    private static void run(List<String> command) throws IOException {
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!keytool.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IOException("keytool made no certificate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool made a certificate", e);
        } finally {
            keytool.destroy();
        }
    }

    private static void writeForOwner(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text);
    }

    private static String pem(String what, byte[] der) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }
}
