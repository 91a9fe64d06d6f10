package io.dataflow.sentinel.lake;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.inmemory.InMemoryInputFile;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/**
 * Reads and writes Iceberg's own files on the local disk, and forces each to disk when it is
 * closed. The checksum of its bytes lies beside it, and is compared when it is read; it is not
 * forced, because without it a file is read as it is.
 *
 * <p>A file that lay under {@code movedFrom} is looked for under {@code movedTo}; this is how a
 * lake whose folder was moved reads its own metadata, which holds absolute names.
 */
final class LocalFileIo implements FileIO {
  private static final long serialVersionUID = 1L;
  private static final int CHECKSUM_DIGITS = 8;

  private final String movedFrom;
  private final String movedTo;

  LocalFileIo() {
    this("", "");
  }

  LocalFileIo(String movedFrom, String movedTo) {
    this.movedFrom = movedFrom;
    this.movedTo = movedTo;
  }

  /** Where a file named in metadata lies now. */
  String located(String location) {
    boolean moved = !movedFrom.isEmpty() && location.startsWith(movedFrom + "/");
    return moved ? movedTo + location.substring(movedFrom.length()) : location;
  }

  @Override
  public InputFile newInputFile(String location) {
    return new LocalInput(location, Path.of(located(location)));
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return new LocalOutput(location, Path.of(located(location)));
  }

  @Override
  public void deleteFile(String location) {
    try {
      Path path = Path.of(located(location));
      Files.deleteIfExists(path);
      Files.deleteIfExists(checksumFile(path));
    } catch (IOException e) {
      throw new UncheckedIOException("could not remove " + location, e);
    }
  }

  @Override
  public Map<String, String> properties() {
    return Map.of();
  }

  /** The location is given back as it came: Iceberg compares it with its own. */
  private record LocalInput(String location, Path path) implements InputFile {
    @Override
    public long getLength() {
      try {
        return Files.size(path);
      } catch (NoSuchFileException e) {
        throw new NotFoundException(e, "There is no file %s", path);
      } catch (IOException e) {
        throw new UncheckedIOException("could not read " + path, e);
      }
    }

    /** Iceberg's own files are small: read whole, and compared with their checksum first. */
    @Override
    public SeekableInputStream newStream() {
      try {
        byte[] bytes = Files.readAllBytes(path);
        Optional<String> written = checksum(path);
        if (written.isPresent() && !written.get().equals(Checksum.of(bytes))) {
          throw new IOException("its bytes are not those that were written");
        }
        return new InMemoryInputFile(location, bytes).newStream();
      } catch (NoSuchFileException e) {
        throw new NotFoundException(e, "There is no file %s", path);
      } catch (IOException e) {
        throw new UncheckedIOException(
            "the file " + path + " cannot be read: " + e.getMessage(), e);
      }
    }

    @Override
    public boolean exists() {
      return Files.exists(path);
    }
  }

  private record LocalOutput(String location, Path path) implements OutputFile {
    @Override
    public PositionOutputStream create() {
      if (Files.exists(path)) {
        throw new AlreadyExistsException("File already exists: %s", path);
      }
      return createOrOverwrite();
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      try {
        Disk.makeFolders(path.getParent());
        Path unfinished = path.resolveSibling("." + path.getFileName() + ".tmp");
        return new ForcedOutput(
            FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE),
            unfinished,
            path);
      } catch (IOException e) {
        throw new UncheckedIOException("could not write " + path, e);
      }
    }

    @Override
    public InputFile toInputFile() {
      return new LocalInput(location, path);
    }
  }

  /** The file beside another one that holds the checksum of its bytes. */
  static Path checksumFile(Path path) {
    return path.resolveSibling("." + path.getFileName() + ".crc");
  }

  /** A file of an earlier version has none; one that a power cut left empty says nothing. */
  private static Optional<String> checksum(Path path) throws IOException {
    Path beside = checksumFile(path);
    if (!Files.exists(beside)) {
      return Optional.empty();
    }
    String text = Files.readString(beside, StandardCharsets.US_ASCII);
    return text.length() == CHECKSUM_DIGITS ? Optional.of(text) : Optional.empty();
  }

  /**
   * Gives the file its name when it is whole, and forces it and its folder: a reference to it must
   * never outlive it, and a table's metadata is looked for by name.
   */
  private static final class ForcedOutput extends PositionOutputStream {
    private final FileChannel channel;
    private final OutputStream stream;
    private final Path unfinished;
    private final Path path;
    private long position;

    ForcedOutput(FileChannel channel, Path unfinished, Path path) {
      this.channel = channel;
      this.unfinished = unfinished;
      this.stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      this.path = path;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int b) throws IOException {
      stream.write(b);
      position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      stream.write(bytes, offset, length);
      position += length;
    }

    @Override
    public void flush() throws IOException {
      stream.flush();
    }

    @Override
    public void close() throws IOException {
      if (channel.isOpen()) {
        stream.flush();
        channel.force(true);
        stream.close();
        Files.writeString(checksumFile(path), Checksum.of(unfinished), StandardCharsets.US_ASCII);
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        Disk.forceFolder(path.getParent());
      }
    }
  }
}
