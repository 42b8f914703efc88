import type { Reason } from '../../../judgement.ts'
import { locate } from '../paths/locate.ts'
import { block, shown } from '../reasons.ts'
import { mark, type Word } from '../shell/known.ts'
import { names, optionsOf } from '../shell/options.ts'
import type { Call, Rule } from '../shell/session.ts'
import { lineOf, readings, removals, siteOf } from './site.ts'
import { writeReasons } from './effects.ts'
import type { RuleTable } from './rule-table.ts'

/** Programs that work on disks, volumes and file systems. */
export const deviceRules: RuleTable = {
  dd: copyBlocks,
  'mkfs mke2fs mkswap mkdosfs newfs': onDevice('makes a file system on'),
  'wipefs blkdiscard sgdisk sfdisk partprobe scrub nwipe': onDevice('erases'),
  'fdisk parted gdisk cfdisk gpart': (call) =>
    /(?:^| )(?:-l|--list|print)\b/.test(lineOf(call)) ? [] : onDevice('partitions')(call),
  hdparm: (call) =>
    /--(?:security-erase|trim-sector|write-sector|make-bad-sector|yes-i-know)/.test(lineOf(call))
      ? [damage('erases', call)]
      : [],
  badblocks: (call) => (/(?:^| )-[a-z]*[wn]/.test(lineOf(call)) ? [damage('overwrites', call)] : []),
  cryptsetup: (call) =>
    /(?:^| )(?:luksFormat|luksErase|erase|luksKillSlot|luksRemoveKey|reencrypt|luksHeaderRestore)\b/.test(lineOf(call))
      ? [damage('encrypts or erases', call)]
      : [],
  'lvremove vgremove pvremove lvreduce': (call) => [damage('removes a volume of', call)],
  'zpool zfs btrfs': (call) =>
    /(?:^| )(?:destroy|labelclear|delete)\b/.test(lineOf(call)) ? [damage('destroys', call)] : [],
  mdadm: (call) => (/--(?:zero-superblock|stop|remove|fail)/.test(lineOf(call)) ? [damage('takes apart', call)] : []),
  nvme: (call) => (/(?:^| )(?:format|sanitize|delete-ns|write)\b/.test(lineOf(call)) ? [damage('erases', call)] : []),
  diskutil: (call) =>
    /(?:^| )(?:erase\w*|partitionDisk|zeroDisk|secureErase|randomDisk|reformat|apfs delete\w*)/i.test(lineOf(call))
      ? [damage('erases', call)]
      : [],
  'format diskpart': (call) => (/^(?:[a-z]:|\/s)/i.test(call.args[0]?.text ?? '') ? [damage('formats', call)] : []),
  'flashrom fwupdmgr': (call) =>
    /(?:^| )(?:-w|--write|-E|--erase|install|downgrade)\b/.test(lineOf(call))
      ? [damage('rewrites the firmware with', call)]
      : [],
  'efibootmgr grub-install': (call) => (call.args.length > 0 ? [damage('changes how the machine starts', call)] : []),
}

function damage(what: string, call: Call): Reason {
  return block('destroys-device', `${what} a device: ${shown(`${call.program} ${lineOf(call)}`)}`)
}

/** An image file in the workspace may be formatted as one likes. */
function onDevice(what: string): Rule {
  return (call) => {
    const { operands } = optionsOf(call.args, { valued: names('t L n m o b i N U O E') })
    const targets = operands.filter(({ text }) => !/^\d+[kmgt]?$/i.test(text))
    return targets.flatMap((word) => {
      const { region } = locate(word.text, call.spot)
      if (region === 'device' || (region === 'unset' && call.program === 'mkfs')) return [damage(what, call)]
      return removals([word], call, false)
    })
  }
}

function copyBlocks(call: Call): readonly Reason[] {
  const value = (name: string): Word | undefined => {
    const word = call.args.find(({ text }) => text.startsWith(`${name}=`))
    return word && { ...word, text: word.text.slice(name.length + 1) }
  }
  const [from, to] = [value('if'), value('of')]
  const isEmpty = /^\/dev\/(?:zero|urandom|random|null)$/.test(from?.text ?? '')
  const written = to ? writeReasons(to.text, siteOf(call), { append: false, isEmpty }) : []
  const read = from ? readings([from], call, 'takes') : []
  const isEndless =
    isEmpty &&
    from?.text !== '/dev/null' &&
    to &&
    to.text !== '/dev/null' &&
    !call.args.some(({ text }) => text.startsWith('count='))
  const isSecret = (call.stdin?.marks ?? 0) & mark.secret
  return [
    ...written,
    ...read,
    ...(isEndless && written.length === 0 && !isSecret
      ? [block('harms-machine', `writes until the disk is full: ${shown(to.text)}`)]
      : []),
  ]
}
