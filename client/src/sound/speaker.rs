//! The machine's loudspeaker, where the build has the feature `audio` and the machine a device; the
//! caller rings the terminal's bell wherever it says that it has played nothing.

use super::Cue;
use crate::app::Settings;
use crate::settings::Sound;

/// A loudspeaker, or none.
#[derive(Default)]
pub struct Speaker {
    #[cfg(feature = "audio")]
    device: Option<Result<rodio::MixerDeviceSink, String>>,
}

impl Speaker {
    /// Opens the device if the player chose to hear it. One that cannot be opened is told to the log.
    pub fn new(chosen: Sound) -> Speaker {
        #[cfg_attr(not(feature = "audio"), expect(unused_mut))]
        let mut speaker = Speaker::default();
        #[cfg(feature = "audio")]
        if chosen == Sound::Audio {
            speaker.sink();
        }
        let _ = chosen;
        speaker
    }

    /// Plays a cue beside what sounds already; whether it did. A device that was chosen since is
    /// opened now, once.
    pub fn play(&mut self, cue: Cue, settings: &Settings) -> bool {
        #[cfg(feature = "audio")]
        if settings.sound == Sound::Audio
            && let Ok(sink) = self.sink()
        {
            device::play(sink, cue, settings.volume);
            return true;
        }
        let _ = (cue, settings);
        false
    }

    #[cfg(feature = "audio")]
    fn sink(&mut self) -> &Result<rodio::MixerDeviceSink, String> {
        self.device.get_or_insert_with(|| {
            device::open().inspect_err(|why| {
                tracing::warn!(why, "no sound device, the bell rings instead");
            })
        })
    }
}

/// The name of the device that sounds would come from, or why there is none, in the system's words.
#[cfg(feature = "audio")]
pub fn name() -> Result<String, String> {
    use rodio::cpal::traits::{DeviceTrait, HostTrait};

    device::open()?;
    let device = rodio::cpal::default_host().default_output_device();
    let described = device.and_then(|device| device.description().ok());
    Ok(described.map_or_else(String::new, |named| named.name().to_owned()))
}

#[cfg(feature = "audio")]
mod device {
    use std::num::NonZero;

    use rodio::buffer::SamplesBuffer;
    use rodio::{DeviceSinkBuilder, MixerDeviceSink};

    use super::super::tones::{RATE_HZ, samples};
    use super::Cue;
    use crate::settings::Volume;

    /// Height of a sound at full volume: two consoles at one keyboard hear one contact, and their
    /// sum must not clip.
    const GAIN_MAX: f32 = 0.5;
    /// What takes half of the loudness away: −10 dB, as one sone is to two (ISO 532).
    const HALF: f32 = 0.316;

    pub fn open() -> Result<MixerDeviceSink, String> {
        let opened = DeviceSinkBuilder::from_default_device().and_then(|builder| {
            // The library's own way of telling would be a line across the screen.
            let tell = |error| tracing::debug!(%error, "the sound device");
            builder.with_error_callback(tell).open_stream()
        });
        let mut sink = opened.map_err(|error| error.to_string())?;
        sink.log_on_drop(false);
        Ok(sink)
    }

    pub fn play(sink: &MixerDeviceSink, cue: Cue, volume: Volume) {
        let (Some(one), Some(rate)) = (NonZero::new(1), NonZero::new(RATE_HZ)) else {
            return;
        };
        let gain = gain(volume);
        let samples: Vec<f32> = samples(cue).iter().map(|sample| gain * sample).collect();
        sink.mixer().add(SamplesBuffer::new(one, rate, samples));
    }

    fn gain(volume: Volume) -> f32 {
        match volume {
            Volume::Full => GAIN_MAX,
            Volume::Half => GAIN_MAX * HALF,
            Volume::Quiet => GAIN_MAX * HALF * HALF,
        }
    }
}
