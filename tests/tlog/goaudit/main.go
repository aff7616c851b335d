// Goaudit audits a record folder with the Go project's own transparency-log code (golang.org/x/mod).
//
// It shares no line with Folkmoot. It prints "ok <size>" and exits 0, or "refused: <kind>: <reason>" and exits 1.
//
//	goaudit [-kept FILE] [-proof FILE] [-consistency FILE] FOLDER VKEY
//
// Checks, in this order:
//  1. the checkpoint is a note signed by VKEY, and names it as its origin;
//  2. every tile leads to the signed root, and every entry is the one that its leaf hash commits to;
//  3. the inclusion of some entries, by proofs that Go makes from the tiles;
//  4. the checkpoint kept from an earlier visit (-kept) begins this log;
//  5. an inclusion proof (-proof) and a consistency proof (-consistency) that somebody else made.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const width = 256

// A refusal says what kind of damage was found.
type refusal struct {
	kind, reason string
}

func (r refusal) Error() string { return r.kind + ": " + r.reason }

func refuse(kind, format string, args ...interface{}) error {
	return refusal{kind, fmt.Sprintf(format, args...)}
}

func main() {
	kept := flag.String("kept", "", "checkpoint kept from an earlier visit")
	proof := flag.String("proof", "", "proof file (tlog-proof) to check")
	consistency := flag.String("consistency", "", "old root and consistency hashes to check, one a line, after the old size")
	flag.Parse()
	if flag.NArg() != 2 {
		flag.Usage()
		os.Exit(2)
	}
	size, err := audit(flag.Arg(0), flag.Arg(1), *kept, *proof, *consistency)
	if err != nil {
		fmt.Printf("refused: %v\n", err)
		os.Exit(1)
	}
	fmt.Printf("ok %d\n", size)
}

func audit(folder, vkey, kept, proof, consistency string) (int64, error) {
	verifier, err := note.NewVerifier(strings.TrimSpace(vkey))
	if err != nil {
		return 0, refuse("signature", "%v", err)
	}
	data, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return 0, refuse("missing", "checkpoint")
	}
	tree, err := open(data, verifier)
	if err != nil {
		return 0, err
	}
	hashes := tlog.TileHashReader(tree, &tiles{folder})
	var old tlog.Tree
	if kept != "" {
		if old, err = openFile(kept, verifier); err != nil {
			return 0, err
		}
		if old.N > tree.N {
			return 0, refuse("older", "the log shows %d entries, but has signed %d before", tree.N, old.N)
		}
	}
	entries, err := readEntries(folder, tree)
	if err != nil {
		return 0, err
	}
	if err := proveSome(tree, hashes, entries); err != nil {
		return 0, err
	}
	if kept != "" && old.N > 0 {
		steps, err := tlog.ProveTree(tree.N, old.N, hashes)
		if err == nil {
			err = tlog.CheckTree(steps, tree.N, tree.Hash, old.N, old.Hash)
		}
		if err != nil {
			return 0, refuse("fork", "the %d entries signed before do not begin this log: %v", old.N, err)
		}
	}
	if proof != "" {
		if err := checkProof(proof, verifier, entries); err != nil {
			return 0, err
		}
	}
	if consistency != "" {
		if err := checkConsistency(consistency, tree); err != nil {
			return 0, err
		}
	}
	return tree.N, nil
}

// open verifies a checkpoint note and returns its tree.
func open(data []byte, verifier note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, refuse("signature", "%v", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != verifier.Name() {
		return tlog.Tree{}, refuse("checkpoint", "not three lines of %s", verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return tlog.Tree{}, refuse("checkpoint", "bad size %q", lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return tlog.Tree{}, refuse("checkpoint", "bad root %q", lines[2])
	}
	return tlog.Tree{N: size, Hash: root}, nil
}

func openFile(path string, verifier note.Verifier) (tlog.Tree, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return tlog.Tree{}, refuse("missing", "%s", path)
	}
	return open(data, verifier)
}

// tiles reads the tiles of a record folder, whose paths lack the height that Go's have.
type tiles struct{ folder string }

func (t *tiles) Height() int { return 8 }

func (t *tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range wanted {
		path := "tile/" + strings.TrimPrefix(tile.Path(), "tile/8/")
		data, err := os.ReadFile(filepath.Join(t.folder, filepath.FromSlash(path)))
		if err != nil {
			return nil, refuse("missing", "%s", path)
		}
		if len(data) != tile.W*tlog.HashSize {
			return nil, refuse("truncate", "%s has %d bytes, not %d", path, len(data), tile.W*tlog.HashSize)
		}
		found = append(found, data)
	}
	return found, nil
}

func (t *tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// readLeaves returns every leaf hash, having hashed them up to the signed root and compared every tile.
//
// It does not lean on tlog.TileHashReader alone: where several subtrees of the root lie in one tile, the version
// in Debian 12 (0.7.0) hands out the hashes of full tiles below without comparing them with their parents.
func readLeaves(folder string, tree tlog.Tree) ([]tlog.Hash, error) {
	var stored, leaves []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, index := range indexes {
			found = append(found, stored[index])
		}
		return found, nil
	})
	files := &tiles{folder}
	var due []tlog.Tile
	for level := 0; tree.N>>uint(8*level) > 0; level++ {
		count := tree.N >> uint(8*level)
		for start := int64(0); start < count; start += width {
			due = append(due, tlog.Tile{H: 8, L: level, N: start / width, W: int(min(width, count-start))})
		}
	}
	data, err := files.ReadTiles(due)
	if err != nil {
		return nil, err
	}
	for i, tile := range due {
		for at := 0; tile.L == 0 && at < len(data[i]); at += tlog.HashSize {
			var leaf tlog.Hash
			copy(leaf[:], data[i][at:])
			more, err := tlog.StoredHashesForRecordHash(int64(len(leaves)), leaf, reader)
			if err != nil {
				return nil, err
			}
			stored = append(stored, more...)
			leaves = append(leaves, leaf)
		}
	}
	root, err := tlog.TreeHash(tree.N, reader)
	if err != nil || root != tree.Hash {
		return nil, refuse("tile", "the leaf hashes do not lead to the signed root")
	}
	for i, tile := range due {
		derived, err := tlog.ReadTileData(tile, reader)
		if err != nil || !bytes.Equal(derived, data[i]) {
			return nil, refuse("tile", "%s is not what the signed tree has there", tile.Path())
		}
	}
	return leaves, nil
}

// readEntries returns every entry, each held against the signed root by way of its leaf hash.
func readEntries(folder string, tree tlog.Tree) ([][]byte, error) {
	leaves, err := readLeaves(folder, tree)
	if err != nil {
		return nil, err
	}
	places := map[tlog.Hash]int64{}
	for i, hash := range leaves {
		places[hash] = int64(i)
	}
	var all [][]byte
	for start := int64(0); start < tree.N; start += width {
		due := leaves[start:min(start+width, tree.N)]
		entries, err := readBundle(folder, start, len(due), due)
		if err != nil {
			return nil, err
		}
		for i, entry := range entries {
			hash := tlog.RecordHash(entry)
			if hash == due[i] {
				continue
			}
			if other, known := places[hash]; known {
				return nil, refuse("swap", "entry %d stands where %d should", other, start+int64(i))
			}
			return nil, refuse("flip", "entry %d is not the one that was signed", start+int64(i))
		}
		all = append(all, entries...)
	}
	return all, nil
}

// readBundle takes the bundle that begins with entry start apart.
func readBundle(folder string, start int64, count int, due []tlog.Hash) ([][]byte, error) {
	tile := tlog.Tile{H: 8, L: 0, N: start / width, W: count}
	path := "tile/entries/" + strings.TrimPrefix(tile.Path(), "tile/8/0/")
	data, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(path)))
	if err != nil {
		return nil, refuse("missing", "%s", path)
	}
	var entries [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			return nil, refuse("truncate", "%s is cut short inside entry %d", path, start+int64(len(entries)))
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:end])
		data = data[end:]
	}
	for i, hash := range due {
		if len(entries) < len(due) && (i == len(entries) || tlog.RecordHash(entries[i]) != hash) {
			return nil, refuse("drop", "entry %d is missing from %s", start+int64(i), path)
		}
	}
	if len(entries) != count {
		return nil, refuse("extra", "%s goes on after its %d entries", path, count)
	}
	return entries, nil
}

// proveSome makes and checks inclusion proofs for the first, the last and some entries between.
func proveSome(tree tlog.Tree, hashes tlog.HashReader, entries [][]byte) error {
	for i := int64(0); i < tree.N; i += tree.N/7 + 1 {
		for _, index := range []int64{i, tree.N - 1} {
			steps, err := tlog.ProveRecord(tree.N, index, hashes)
			if err == nil {
				err = tlog.CheckRecord(steps, tree.N, tree.Hash, index, tlog.RecordHash(entries[index]))
			}
			if err != nil {
				return refuse("inclusion", "entry %d: %v", index, err)
			}
		}
	}
	return nil
}

// checkProof checks a proof file made by somebody else, for the entry it names.
func checkProof(path string, verifier note.Verifier, entries [][]byte) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return refuse("missing", "%s", path)
	}
	split := bytes.Index(data, []byte("\n\n"))
	lines := strings.Split(string(data[:split]), "\n")
	tree, err := open(data[split+2:], verifier)
	if err != nil {
		return err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil || lines[0] != "c2sp.org/tlog-proof@v1" {
		return refuse("proof", "malformed")
	}
	steps, err := parse(lines[2:])
	if err == nil {
		err = tlog.CheckRecord(steps, tree.N, tree.Hash, index, tlog.RecordHash(entries[index]))
	}
	if err != nil {
		return refuse("proof", "%v", err)
	}
	return nil
}

// checkConsistency checks a consistency proof made by somebody else: old size, old root, hashes.
func checkConsistency(path string, tree tlog.Tree) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return refuse("missing", "%s", path)
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	old, err := strconv.ParseInt(lines[0], 10, 64)
	if err != nil {
		return refuse("consistency", "malformed")
	}
	steps, err := parse(lines[1:])
	if err == nil {
		err = tlog.CheckTree(tlog.TreeProof(steps[1:]), tree.N, tree.Hash, old, steps[0])
	}
	if err != nil {
		return refuse("consistency", "%v", err)
	}
	return nil
}

func parse(lines []string) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, line := range lines {
		raw, err := base64.StdEncoding.Strict().DecodeString(line)
		if err != nil || len(raw) != tlog.HashSize {
			return nil, fmt.Errorf("bad hash %q", line)
		}
		var hash tlog.Hash
		copy(hash[:], raw)
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}
