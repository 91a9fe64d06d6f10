import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Copies a jar, giving its classes the form of Java 8 with stack map frames.
 *
 * <p>picocli is compiled for Java 5, and class archives refuse classes of that age: reading and
 * verifying them took two thirds of {@code sentinel --version}.
 */
final class WithFrames {
  private WithFrames() {}

  public static void main(String[] args) throws IOException {
    Path to = Path.of(args[1]);
    Path part = to.resolveSibling(to.getFileName() + ".part");
    try (JarFile jar = new JarFile(args[0]);
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(part))) {
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        byte[] bytes = jar.getInputStream(entry).readAllBytes();
        JarEntry copy = new JarEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        boolean old = entry.getName().endsWith(".class") && bytes[7] < Opcodes.V1_8;
        out.write(old ? withFrames(bytes) : bytes);
        out.closeEntry();
      }
    }
    Files.move(part, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] withFrames(byte[] bytes) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    ClassVisitor java8 =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version, int access, String name, String sign, String parent, String[] faces) {
            super.visit(Opcodes.V1_8, access, name, sign, parent, faces);
          }
        };
    new ClassReader(bytes).accept(java8, ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }
}
